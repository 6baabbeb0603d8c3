package exchange.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRounds;
import exchange.core.quote.Objection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class RoundEventsTest {
  private static final Money COST = Money.of(CurrencyUnit.USD, 100);
  private static final ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>> EVENT =
      new ParameterizedTypeReference<>() {};

  private static InMemoryServer server;
  private static World world;
  private final MatchingRounds rounds = server.exchange().matchingRounds();
  private final UUID id = UUID.randomUUID();

  @BeforeAll
  static void start() {
    server = InMemoryServer.start();
    world = server.world();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private void report(int percent) {
    rounds.report(id, new MatchingRound.Progress(percent, COST, COST, percent, 100)).block();
  }

  private void finish() {
    Map<Objection.Rule, Integer> unmatched = Map.of(Objection.Rule.BUDGET, 1);
    rounds
        .finish(
            id, new MatchingRound.Result(3, 2, unmatched, COST, COST, COST, Optional.empty(), 0.5))
        .block();
  }

  private WebTestClient.RequestHeadersSpec<?> watch() {
    return world
        .client()
        .get()
        .uri("/v1/matching-rounds/" + id + "/events")
        .headers(headers -> headers.setBearerAuth(world.member("exporter").token()));
  }

  private static Flux<ServerSentEvent<Map<String, Object>>> events(
      WebTestClient.RequestHeadersSpec<?> request) {
    return request
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .contentTypeCompatibleWith("text/event-stream")
        .returnResult(EVENT)
        .getResponseBody()
        .filter(event -> event.comment() == null);
  }

  @Test
  void aRoundIsFollowedToItsEnd() {
    rounds.open(id, new MatchingRound.Settings(1, 0)).block();
    rounds.claim(Duration.ofMinutes(1)).block();
    report(10);
    StepVerifier.create(events(watch()))
        .assertNext(event -> is(event, "1", 10))
        .then(() -> report(50))
        .assertNext(event -> is(event, "2", 50))
        .then(this::finish)
        .assertNext(
            event -> {
              assertThat(event.event()).isEqualTo("end");
              assertThat(Contract.map(event.data().get("round")))
                  .containsEntry("state", "FINISHED");
            })
        .expectComplete()
        .verify(Duration.ofSeconds(10));
  }

  @Test
  void aReaderGoesOnWhereItWas() {
    rounds.open(id, new MatchingRound.Settings(1, 0)).block();
    rounds.claim(Duration.ofMinutes(1)).block();
    List.of(10, 20, 30).forEach(this::report);
    finish();
    StepVerifier.create(events(watch().header("Last-Event-ID", "2")))
        .assertNext(event -> is(event, "3", 30))
        .assertNext(event -> assertThat(event.event()).isEqualTo("end"))
        .expectComplete()
        .verify(Duration.ofSeconds(10));
  }

  @Test
  void aSilentRoundShowsThatItLives() {
    // At once, and then again and again.
    rounds.open(id, new MatchingRound.Settings(1, 0)).block();
    StepVerifier.withVirtualTime(() -> new RoundEvents(rounds).after(id, 0).take(2))
        .expectSubscription()
        .thenAwait(Duration.ofSeconds(1))
        .assertNext(event -> assertThat(event.comment()).isNotNull())
        .expectNoEvent(Duration.ofSeconds(13))
        .thenAwait(Duration.ofSeconds(2))
        .assertNext(event -> assertThat(event.comment()).isNotNull())
        .expectComplete()
        .verify(Duration.ofSeconds(5));
  }

  @Test
  void thereIsNothingToFollowOfNoRound() {
    watch().exchange().expectStatus().isNotFound();
  }

  private static void is(ServerSentEvent<Map<String, Object>> event, String number, int percent) {
    assertThat(event.event()).isEqualTo("progress");
    assertThat(event.id()).isEqualTo(number);
    assertThat(Contract.map(event.data().get("progress"))).containsEntry("percent", percent);
  }
}
