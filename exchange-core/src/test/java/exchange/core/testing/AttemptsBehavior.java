package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.CAPACITY_EXHAUSTED;
import static exchange.core.values.RefusalCode.IDEMPOTENCY_KEY_IN_FLIGHT;
import static exchange.core.values.RefusalCode.IDEMPOTENCY_KEY_REUSED;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.lease.Contract;
import exchange.core.member.Attempt;
import exchange.core.member.Caller;
import exchange.core.values.Refusal;
import exchange.core.values.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What {@code Attempts} promise, and every change that is made under an attempt. */
public abstract class AttemptsBehavior extends StoreBehavior {
  private static final Refusal FULL = new Refusal(CAPACITY_EXHAUSTED, Map.of("day", "2031-01-01"));

  private Attempt attempt(Caller caller, String key, String body) {
    return new Attempt(caller.organizationId(), "POST /v1/x", key, body);
  }

  private Mono<Money> deposit(Attempt attempt, String money) {
    return ports
        .ledger()
        .deposit(UUID.randomUUID(), attempt.caller(), Money.parse(money), "transfer")
        .contextWrite(attempt::in);
  }

  @Test
  void theSameAttemptChangesOnceAndIsAnsweredTheSame() {
    Attempt attempt = attempt(trade.exporter(), "a", "body");
    assertEmpty(ports.attempts().recall(attempt, Money.class));
    assertThat(now(deposit(attempt, "USD 5"))).isEqualTo(Money.parse("USD 5"));
    assertThat(now(deposit(attempt, "USD 5"))).isEqualTo(Money.parse("USD 5"));
    assertThat(now(ports.attempts().recall(attempt, Money.class))).isEqualTo(Money.parse("USD 5"));
  }

  @Test
  void anotherBodyUnderTheKeyIsRefused() {
    Caller member = trade.exporter();
    now(deposit(attempt(member, "a", "one"), "USD 5"));
    refusal(deposit(attempt(member, "a", "two"), "USD 5"), IDEMPOTENCY_KEY_REUSED);
    refusal(
        ports.attempts().recall(attempt(member, "a", "two"), Money.class), IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void keysAreTheCallersOwnAndTheRoutes() {
    Caller member = trade.exporter();
    now(deposit(attempt(member, "a", "body"), "USD 5"));
    assertThat(now(deposit(attempt(trade.exporter(), "a", "body"), "USD 7")))
        .isEqualTo(Money.parse("USD 7"));
    Attempt elsewhere = new Attempt(member.organizationId(), "POST /v1/y", "a", "body");
    assertThat(now(deposit(elsewhere, "USD 1"))).isEqualTo(Money.parse("USD 6"));
  }

  @Test
  void aRefusalIsKept() {
    Attempt attempt = attempt(trade.exporter(), "a", "body");
    refusal(ports.attempts().refuse(attempt, FULL, Contract.class), CAPACITY_EXHAUSTED);
    assertThat(refusal(ports.attempts().recall(attempt, Contract.class), CAPACITY_EXHAUSTED))
        .isEqualTo(FULL);
    refusal(deposit(attempt, "USD 5"), CAPACITY_EXHAUSTED);
  }

  @Test
  void aRefusalNeverReplacesAnAnswer() {
    Attempt attempt = attempt(trade.exporter(), "a", "body");
    now(deposit(attempt, "USD 5"));
    assertThat(now(ports.attempts().refuse(attempt, FULL, Money.class)))
        .isEqualTo(Money.parse("USD 5"));
  }

  @Test
  void whatIsForgottenIsNewAgain() {
    Caller member = trade.exporter();
    Attempt attempt = attempt(member, "a", "body");
    now(deposit(attempt, "USD 5"));
    now(ports.attempts().forget(Duration.ofHours(1), Integer.MAX_VALUE));
    assertThat(now(ports.attempts().recall(attempt, Money.class))).isEqualTo(Money.parse("USD 5"));

    refusal(
        ports.attempts().refuse(attempt(member, "b", "body"), FULL, Money.class),
        CAPACITY_EXHAUSTED);
    assertThat(now(ports.attempts().forget(Duration.ofSeconds(-1), 1))).isEqualTo(1);
    now(ports.attempts().forget(Duration.ofSeconds(-1), Integer.MAX_VALUE));
    assertEmpty(ports.attempts().recall(attempt, Money.class));
    assertThat(now(deposit(attempt, "USD 5"))).isEqualTo(Money.parse("USD 10"));
  }

  @Test
  void twinsChangeOnce() {
    Caller member = trade.exporter();
    Attempt attempt = attempt(member, "twins", "body");
    List<Object> results =
        now(
            Flux.range(0, 12)
                .flatMap(
                    i ->
                        deposit(attempt, "USD 5")
                            .<Object>map(money -> money)
                            .onErrorResume(Mono::just)
                            .subscribeOn(Schedulers.parallel()),
                    12)
                .collectList());
    assertThat(results).contains(Money.parse("USD 5"));
    assertThat(results.stream().filter(RefusedException.class::isInstance))
        .allSatisfy(
            no ->
                assertThat(((RefusedException) no).refusal().code())
                    .isEqualTo(IDEMPOTENCY_KEY_IN_FLIGHT));
    assertThat(results.stream().filter(r -> r instanceof Money || r instanceof RefusedException))
        .hasSize(12);
    assertThat(now(ports.ledger().wallet(member.organizationId(), member)))
        .containsExactly(Money.parse("USD 5"));
  }
}
