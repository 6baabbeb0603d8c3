package exchange.api;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;

/** The exchange as a program. */
// Both stores may be started by this very program, so they are wired by hand, not from properties.
@SpringBootApplication(exclude = {R2dbcAutoConfiguration.class, FlywayAutoConfiguration.class})
@EnableConfigurationProperties(ExchangeSettings.class)
public class ExchangeServer {
  public static void main(String[] arguments) {
    if (List.of(arguments).equals(List.of(DemoMonth.NAME))) {
      System.exit(DemoMonth.run() ? 0 : 1);
    }
    SpringApplication.run(ExchangeServer.class, arguments);
  }
}
