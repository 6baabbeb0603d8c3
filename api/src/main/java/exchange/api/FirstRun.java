package exchange.api;

import exchange.api.demo.DemoMarket;
import exchange.api.demo.LoadDemoMarket;
import exchange.api.jobs.RoundLog;
import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRound.Queued;
import exchange.core.matching.MatchingRound.Running;
import exchange.core.matching.MatchingRounds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import reactor.core.publisher.Mono;

/**
 * Once the server answers: admits the first operator, fills an empty embedded store with the demo
 * market and has one matching round run over it, as the settings want it, and says where the server
 * is.
 */
final class FirstRun implements ApplicationListener<ApplicationReadyEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(ExchangeServer.class);
  private static final UUID ROUND =
      UUID.nameUUIDFromBytes("demo/round".getBytes(StandardCharsets.UTF_8));
  private static final long SEED = 1;

  private final Mono<?> firstOperator;
  private final boolean demo;
  private final LoadDemoMarket load;
  private final Supplier<DemoMarket> market;
  private final MatchingRounds rounds;
  private final int seconds;
  private final WebServerApplicationContext server;

  /**
   * @param firstOperator admits the operator that the settings name, if they do
   */
  FirstRun(
      Mono<?> firstOperator,
      boolean demo,
      LoadDemoMarket load,
      Supplier<DemoMarket> market,
      MatchingRounds rounds,
      int seconds,
      WebServerApplicationContext server) {
    this.firstOperator = firstOperator;
    this.demo = demo;
    this.load = load;
    this.market = market;
    this.rounds = rounds;
    this.seconds = seconds;
    this.server = server;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    firstOperator
        .then(demo ? demo() : Mono.empty())
        .doOnError(error -> LOG.error("The first run could not be finished: {}", error.toString()))
        .onErrorComplete()
        .doFinally(end -> sayWhere())
        .subscribe();
  }

  private Mono<Void> demo() {
    return Mono.fromSupplier(market)
        .flatMap(drawn -> load.load(drawn))
        .doOnNext(loaded -> LOG.info(loaded ? "Demo market loaded" : "Market found as it was left"))
        .then(rounds.open(ROUND, new MatchingRound.Settings(seconds, SEED)))
        .flatMap(round -> isOver(round) ? repeat(round) : ended(round))
        .then();
  }

  /** The round of an earlier start; one of this start is logged as it ends. */
  private static Mono<MatchingRound> repeat(MatchingRound round) {
    LOG.info("{}", RoundLog.table(round));
    return Mono.just(round);
  }

  private Mono<MatchingRound> ended(MatchingRound round) {
    return Mono.delay(Duration.ofMillis(500))
        .then(rounds.find(round.id()))
        .flatMap(now -> isOver(now) ? Mono.just(now) : ended(now));
  }

  private static boolean isOver(MatchingRound round) {
    return !(round.state() instanceof Queued || round.state() instanceof Running);
  }

  private void sayWhere() {
    WebServer web = server.getWebServer();
    LOG.info(
        "The exchange is open at http://localhost:{} (openapi.yaml describes it)",
        web == null ? "?" : web.getPort());
  }
}
