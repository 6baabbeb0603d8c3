package exchange.api;

import exchange.core.billing.Billings;
import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRound.Finished;
import exchange.core.matching.MatchingRounds;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.testing.Trade;
import exchange.core.values.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The exchange as somebody finds it who just started the program: with the demo and its round. */
final class DemoExchange implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final ConfigurableApplicationContext context;

  private DemoExchange(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static DemoExchange start() {
    ConfigurableApplicationContext context =
        SpringApplication.run(
            ExchangeServer.class,
            "--server.port=0",
            "--exchange.round-seconds=2",
            "--exchange.security.hashing-rounds=4",
            "--exchange.data-directory=" + emptyDirectory());
    MatchingRounds rounds = context.getBean(MatchingRounds.class);
    Awaitility.await("the demo's round")
        .atMost(PATIENCE)
        .until(
            () ->
                rounds.page(new Page.Query(1, Optional.empty())).block().items().stream()
                    .map(MatchingRound::state)
                    .anyMatch(Finished.class::isInstance));
    return new DemoExchange(context);
  }

  private static Path emptyDirectory() {
    try {
      return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "demo-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    int port = ((WebServerApplicationContext) context).getWebServer().getPort();
    return "http://127.0.0.1:" + port;
  }

  /** Closes the running period of a contract as if its days were over. */
  void endPeriod(UUID contract) {
    Billings billings = context.getBean(Billings.class);
    Caller anybody = new Caller(new UUID(0, 0), Set.of(Role.OPERATOR));
    billings
        .find(contract, anybody)
        .flatMap(billing -> billings.close(billing, Instant.now()))
        .block();
  }

  /** Lets a contract come to its end, as if its days were over. */
  void runOut(UUID contract) {
    Trade.runOut(context.getBean(Billings.class), contract, Instant.now()).block();
  }

  @Override
  public void close() {
    context.close();
  }
}
