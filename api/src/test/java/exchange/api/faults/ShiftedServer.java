package exchange.api.faults;

import exchange.api.ExchangeServer;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The exchange on a machine whose clock is wrong: the real server, but for its {@link Clock}, which
 * goes ahead by {@code --clock.offset}.
 */
final class ShiftedServer {
  private ShiftedServer() {}

  public static void main(String[] arguments) {
    SpringApplication server = new SpringApplication(ExchangeServer.class);
    server.addInitializers(
        context -> {
          Duration offset =
              context.getEnvironment().getRequiredProperty("clock.offset", Duration.class);
          ((GenericApplicationContext) context)
              .registerBean(
                  "shiftedClock",
                  Clock.class,
                  () -> Clock.offset(Clock.systemUTC(), offset),
                  definition -> definition.setPrimary(true));
        });
    server.run(arguments);
  }
}
