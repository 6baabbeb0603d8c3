package exchange.core.testing;

import static exchange.core.testing.Trade.HAMBURG;
import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.GUARANTEE_EXHAUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.billing.BillContracts;
import exchange.core.billing.Billing.State;
import exchange.core.billing.CancelContract;
import exchange.core.capacity.HoldLimits;
import exchange.core.guarantee.GuaranteePool;
import exchange.core.guarantee.Receivable;
import exchange.core.lease.Conditions;
import exchange.core.lease.Cover;
import exchange.core.lease.CoverRules;
import exchange.core.lease.LeaseTerms;
import exchange.core.lease.Rulebook;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.PurposeTotal;
import exchange.core.listing.Pricing;
import exchange.core.member.Caller;
import exchange.core.member.CreditTier;
import exchange.core.values.Page;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What the guarantee must do. The leases are of 4 pallets from January on: 124 dollars and 6.20 of
 * commission for January, 112 and 5.60 for February, with a deposit of 50.
 */
public abstract class GuaranteeBehavior extends StoreBehavior {
  private static final LocalDate FEBRUARY = OPENING.plusMonths(1);
  private static final Cover COVER = new Cover(usd("60"), usd("10"));

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  private Mono<UUID> settling(Caller exporter, Caller owner, Cover cover) {
    LeaseTerms plain =
        Trade.terms(
            trade.request(exporter, 4, OPENING, 70),
            trade.listing(owner, 10),
            new Pricing(BigDecimal.valueOf(5)));
    Conditions asked = plain.conditions();
    LeaseTerms terms =
        Trade.with(
            plain,
            new Conditions(
                usd("50"), asked.cancellation(), asked.release(), asked.billing(), cover));
    UUID reservation = UUID.randomUUID();
    now(
        ports
            .reservations()
            .reserve(reservation, terms, HoldLimits.proposed(Duration.ofMinutes(10))));
    return ports.contracts().settle(UUID.randomUUID(), reservation, exporter).map(c -> c.id());
  }

  private UUID settle(Caller exporter, Caller owner, Cover cover) {
    return now(settling(exporter, owner, cover));
  }

  private void fundPool(String amount) {
    now(ports.ledger().addOwnFunds(UUID.randomUUID(), Purpose.GUARANTEE, usd(amount), "own money"));
  }

  private void fund(Caller exporter, String amount) {
    now(ports.ledger().deposit(UUID.randomUUID(), exporter.organizationId(), usd(amount), "late"));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(HAMBURG.zone()).toInstant();
  }

  private void bill(LocalDate day) {
    now(new BillContracts(ports.billings(), Clock.fixed(midnight(day), HAMBURG.zone()), 50).bill());
  }

  /** February is asked for, and is not paid. */
  private void untilDefault(UUID contract) {
    bill(FEBRUARY.minusDays(7));
    bill(FEBRUARY.plusDays(3));
    assertThat(now(ports.billings().find(contract, trade.operator())).state())
        .isEqualTo(State.DEFAULTED);
  }

  private GuaranteePool pool() {
    return now(ports.guarantees().pools()).stream()
        .filter(each -> each.balance().getCurrencyUnit().equals(CurrencyUnit.USD))
        .findFirst()
        .orElse(new GuaranteePool(usd("0"), usd("0"), usd("0")));
  }

  private Receivable receivable(UUID contract) {
    return receivables(trade.operator()).stream()
        .filter(each -> each.contractId().equals(contract))
        .findFirst()
        .orElseThrow();
  }

  private List<Receivable> receivables(Caller caller) {
    return now(ports.guarantees().receivables(caller, new Page.Query(200, Optional.empty())))
        .items();
  }

  private void assertHas(Caller member, String amount) {
    assertThat(now(ports.ledger().wallet(member.organizationId(), member)))
        .containsExactly(usd(amount));
  }

  private void assertBalanced() {
    assertThat(
            now(ports.ledger().totals()).stream()
                .map(PurposeTotal::total)
                .filter(each -> each.getCurrencyUnit().equals(CurrencyUnit.USD))
                .reduce(usd("0"), Money::plus)
                .isZero())
        .isTrue();
    assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
  }

  @Test
  void thePoolPaysFirstAndIsPaidBackAfterwards() {
    fundPool("500");
    GuaranteePool before = pool();
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 180.20");
    UUID contract = settle(exporter, owner, COVER);
    assertThat(pool().promised()).isEqualTo(before.promised().plus(usd("60")));
    untilDefault(contract);

    // Of February's 112, the deposit gives 50; of the other 62 the owner bears 10.
    assertHas(owner, "226.00");
    assertHas(exporter, "0.00");
    assertThat(now(ports.billings().owedToOwner(contract, exporter))).isEqualTo(usd("10.00"));
    assertThat(ports.billings().owedToOwner(contract, trade.owner()).blockOptional()).isEmpty();
    Receivable owed = receivable(contract);
    assertThat(owed)
        .isEqualTo(
            new Receivable(
                contract,
                exporter.organizationId(),
                owner.organizationId(),
                usd("52.00"),
                usd("52.00"),
                midnight(FEBRUARY.plusDays(3))));
    assertThat(pool())
        .isEqualTo(
            new GuaranteePool(
                before.balance().minus(usd("52")),
                before.promised(),
                before.receivable().plus(usd("52"))));
    assertBalanced();

    fund(exporter, "30.00");
    assertHas(exporter, "0.00");
    assertThat(receivable(contract).owed()).isEqualTo(usd("22.00"));
    fund(exporter, "100.00");
    assertHas(exporter, "78.00");
    assertThat(receivable(contract).owed()).isEqualTo(usd("0.00"));
    assertThat(receivable(contract).paid()).isEqualTo(usd("52.00"));
    assertThat(pool()).isEqualTo(before);
    fund(exporter, "1.00");
    assertHas(exporter, "79.00");
    assertBalanced();
  }

  @Test
  void thePoolPaysNoMoreThanItStandsFor() {
    fundPool("500");
    Caller owner = trade.owner();
    UUID contract =
        settle(trade.exporterWith("USD 180.20"), owner, new Cover(usd("40"), usd("10")));
    untilDefault(contract);
    assertHas(owner, "214.00");
    assertThat(receivable(contract).paid()).isEqualTo(usd("40.00"));
    Caller uncovered = trade.owner();
    untilDefault(
        settle(trade.exporterWith("USD 180.20"), uncovered, new Cover(usd("0"), usd("0"))));
    assertHas(uncovered, "174.00");
    assertBalanced();
  }

  /** The exporter owes all of it to the pool, and the owner nothing. */
  @Test
  void goodsAreNotKeptForWhatThePoolHasPaid() {
    fundPool("500");
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 180.20");
    UUID contract = settle(exporter, owner, new Cover(usd("100"), usd("0")));
    assertThat(now(ports.billings().owedToOwner(contract, owner))).isEqualTo(usd("0.00"));
    untilDefault(contract);
    assertThat(receivable(contract).owed()).isEqualTo(usd("62.00"));
    assertThat(now(ports.billings().owedToOwner(contract, owner))).isEqualTo(usd("0.00"));
  }

  @Test
  void whatTheWalletStillHasIsCollectedAtOnce() {
    fundPool("500");
    Caller exporter = trade.exporterWith("USD 200.20");
    UUID contract = settle(exporter, trade.owner(), COVER);
    untilDefault(contract);
    assertHas(exporter, "0.00");
    assertThat(receivable(contract).owed()).isEqualTo(usd("32.00"));
  }

  /** Both at once, and whatever else comes in meanwhile. */
  @Test
  void whoOwesForTwoLeasesPaysTheOlderFirst() {
    fundPool("500");
    Caller exporter = trade.exporterWith("USD 360.40");
    UUID one = settle(exporter, trade.owner(), COVER);
    UUID other = settle(exporter, trade.owner(), COVER);
    bill(FEBRUARY.minusDays(7));
    bill(FEBRUARY.plusDays(3));
    List<Receivable> owed = receivables(exporter);
    assertThat(owed).extracting(Receivable::contractId).containsExactlyInAnyOrder(one, other);
    now(
        Flux.range(0, 10)
            .flatMap(
                each ->
                    ports
                        .ledger()
                        .deposit(UUID.randomUUID(), exporter.organizationId(), usd("7"), "seven")
                        .subscribeOn(Schedulers.parallel()),
                10)
            .collectList());
    assertThat(receivable(owed.get(1).contractId()).owed()).isEqualTo(usd("0.00"));
    assertThat(receivable(owed.get(0).contractId()).owed()).isEqualTo(usd("34.00"));
    assertHas(exporter, "0.00");
    assertBalanced();
  }

  @Test
  void thePoolPromisesNoMoreThanItHas() {
    fundPool("60");
    Money free = pool().balance().minus(pool().promised());
    Caller exporter = trade.exporterWith("USD 400");
    Cover large = new Cover(free.plus(usd("0.01")), usd("0"));
    assertThat(refusal(settling(exporter, trade.owner(), large), GUARANTEE_EXHAUSTED).facts())
        .containsEntry("free", free.getAmount().toPlainString())
        .containsEntry("currency", "USD");
    assertHas(exporter, "400.00");
    assertThat(pool().balance().minus(pool().promised())).isEqualTo(free);
    UUID contract = settle(exporter, trade.owner(), new Cover(free, usd("0")));
    assertThat(pool().promised()).isEqualTo(pool().balance());
    Clock before = Clock.fixed(midnight(OPENING.minusDays(3)), HAMBURG.zone());
    now(new CancelContract(ports.billings(), before).cancel(exporter, contract));
    assertThat(pool().balance().minus(pool().promised())).isEqualTo(free);
    assertBalanced();
  }

  /** The limit is judged by all that settle at the same time together. */
  @Test
  void theLastOfThePoolIsPromisedOnce() {
    fundPool("60");
    Money each =
        pool().balance().minus(pool().promised()).dividedBy(3, java.math.RoundingMode.DOWN);
    List<Mono<UUID>> all =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(
                i ->
                    settling(
                        trade.exporterWith("USD 300"), trade.owner(), new Cover(each, usd("0"))))
            .toList();
    List<Boolean> settled =
        now(
            Flux.fromIterable(all)
                .flatMap(
                    one ->
                        one.map(id -> true)
                            .onErrorReturn(exchange.core.values.RefusedException.class, false)
                            .subscribeOn(Schedulers.parallel()),
                    8)
                .collectList());
    assertThat(settled).filteredOn(yes -> yes).hasSize(3);
    assertThat(pool().promised().isGreaterThan(pool().balance())).isFalse();
    // Long after, they are over.
    for (int day = 0; day < 8; day++) {
      bill(OPENING.plusYears(1).plusDays(4L * day));
    }
    assertBalanced();
  }

  @Test
  void aLeaseThatRanItsTimeIsNotStoodForAnyMore() {
    fundPool("60");
    Money promised = pool().promised();
    settle(trade.exporterWith("USD 1000"), trade.owner(), COVER);
    for (int day = 0; day < 8; day++) {
      bill(OPENING.plusYears(1).plusDays(4L * day));
    }
    assertThat(pool().promised().isGreaterThan(promised)).isFalse();
    assertBalanced();
  }

  @Test
  void onlyThePartiesSeeWhatIsOwed() {
    fundPool("500");
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 180.20");
    UUID contract = settle(exporter, owner, COVER);
    untilDefault(contract);
    for (Caller party : List.of(owner, exporter)) {
      assertThat(receivables(party)).containsExactly(receivable(contract));
    }
    assertThat(receivables(trade.exporter())).isEmpty();
  }

  @Test
  void theRulebookSaysWhatNewLeasesAreCoveredFor() {
    Rulebook first = InMemoryRulebooks.FIRST;
    Instant from = Instant.parse("2090-01-01T00:00:00Z");
    Rulebook next =
        new Rulebook(
            from,
            first.depositPeriods(),
            first.cancellation(),
            first.release(),
            first.billing(),
            new CoverRules(2, BigDecimal.valueOf(12.5)),
            first.answering());
    assertNow(ports.rulebooks().state(UUID.randomUUID(), next)).isEqualTo(next);
    Caller exporter = trade.exporter();
    LeaseTerms terms =
        Trade.terms(
            trade.request(exporter, 4, OPENING, 70),
            trade.listing(trade.owner(), 10),
            new Pricing(BigDecimal.valueOf(5)));
    assertThat(terms.conditions().cover()).isEqualTo(new Cover(usd("0.00"), usd("0.00")));
    assertThat(next.conditions(CreditTier.NEWCOMER, terms.bill(), Trade.RATES).cover())
        .isEqualTo(new Cover(usd("236.00"), usd("29.50")));
  }
}
