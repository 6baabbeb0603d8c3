package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.AMENDMENT_OUTDATED;
import static exchange.core.values.RefusalCode.FORBIDDEN;
import static exchange.core.values.RefusalCode.INSUFFICIENT_FUNDS;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.NOVATION_NOT_OPEN;
import static exchange.core.values.RefusalCode.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.billing.AmendContract;
import exchange.core.billing.Amendment;
import exchange.core.billing.Billing;
import exchange.core.lease.Contract;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.novation.HandLeaseOver;
import exchange.core.novation.Novation;
import exchange.core.novation.Novation.Reason;
import exchange.core.novation.Novation.State;
import exchange.core.values.DateRange;
import exchange.core.values.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What {@code Novations} promises. Of the usual lease three of the four pallets go to a newcomer
 * from 15 February on, for 10 dollars:
 *
 * <pre>
 * holder     January 130.20, February 14 × 4 + 14 × 1 and 5 % = 73.50, March 11 and 5 % = 11.55
 * newcomer   25 days × 3 and 5 % = 78.75, and as much again as deposit
 * </pre>
 */
public abstract class NovationsBehavior extends LeaseBehavior {
  private static final LocalDate EARLY = JANUARY.plusDays(4);
  private static final LocalDate MID_FEBRUARY = FEBRUARY.plusDays(14);
  private static final LocalDate END = MARCH.plusDays(11);

  private HandLeaseOver on(LocalDate day) {
    return at(midnight(day));
  }

  private HandLeaseOver at(Instant instant) {
    return new HandLeaseOver(
        ports.billings(),
        ports.leaseRequests(),
        ports.listings(),
        ports.creditFiles(),
        ports.rulebooks(),
        ports.novations(),
        Trade.RATES,
        Clock.fixed(instant, ZoneOffset.UTC),
        Duration.ofDays(2));
  }

  private Mono<Novation> offering(
      Caller holder, UUID contract, Caller newcomer, LocalDate from, int units, String price) {
    return on(EARLY)
        .offer(
            holder,
            UUID.randomUUID(),
            contract,
            newcomer.organizationId(),
            from,
            units,
            Money.parse("USD " + price));
  }

  private Novation offer(Caller holder, UUID contract, Caller newcomer, int units, String price) {
    return now(offering(holder, contract, newcomer, MID_FEBRUARY, units, price));
  }

  private Mono<Contract> taking(Caller newcomer, Novation offer) {
    return on(EARLY).take(newcomer, UUID.randomUUID(), offer.id(), "kettles");
  }

  private void assertFree(Listing listing, LocalDate day, int units) {
    assertThat(now(ports.capacities().free(listing.id())).on(day)).isEqualTo(units);
  }

  @Test
  void someUnitsGoToSomebodyElse() {
    Caller owner = trade.owner();
    Caller holder = trade.exporterWith("USD 1000");
    Caller newcomer = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(owner, 4);
    UUID lease = lease(holder, listing);
    Novation offer = offer(holder, lease, newcomer, 3, "10.00");
    assertThat(offer.state()).isEqualTo(State.OFFERED);
    assertThat(offer.lapsesAt()).isEqualTo(midnight(EARLY).plus(Duration.ofDays(2)));
    assertThat(offer.terms().bill().total()).isEqualTo(Money.parse("USD 78.75"));
    assertThat(offer.terms().rateCard()).isEqualTo(terms(lease).rateCard());
    refusal(taking(newcomer, offer), NOVATION_NOT_OPEN);
    assertThat(now(on(EARLY).consent(owner, offer.id())).lapsesAt())
        .isEqualTo(midnight(MID_FEBRUARY));
    assertHas(holder, "USD 739.60");

    Contract made = now(taking(newcomer, offer));
    assertThat(made.terms().goods()).isEqualTo("kettles");
    assertThat(made.terms().stay()).isEqualTo(new DateRange(MID_FEBRUARY, END));
    assertThat(made.terms().quantity()).isEqualTo(3);
    assertHas(newcomer, "USD 832.50");
    assertHeld(made.id(), "USD 78.75", "USD 78.75");
    // The price, and three quarters of the deposit of 130.20.
    assertHas(holder, "USD 847.25");
    assertHeld(lease, "USD 130.20", "USD 32.55");
    // No unit is free or taken twice, on any day.
    assertFree(listing, JANUARY, 0);
    assertFree(listing, MID_FEBRUARY.minusDays(1), 0);
    assertFree(listing, MID_FEBRUARY, 0);
    assertFree(listing, END.minusDays(1), 0);
    assertFree(listing, END, 4);
    Novation taken = now(ports.novations().find(offer.id(), owner));
    assertThat(taken.state()).isEqualTo(State.TAKEN);
    assertThat(taken.madeId()).contains(made.id());
    assertThat(taken.depositBack()).contains(Money.parse("USD 97.65"));
    Amendment amendment = now(ports.amendments().agreed(lease, holder)).get(0);
    assertThat(amendment.extent().bill().total()).isEqualTo(Money.parse("USD 215.25"));
    assertThat(amendment.fee().isZero()).isTrue();
    assertThat(now(taking(newcomer, offer))).isEqualTo(made);
    assertBalanced();

    bill(END.plusDays(7));
    assertHas(holder, "USD 794.75");
    assertHas(newcomer, "USD 911.25");
    assertHas(owner, "USD 280.00");
    assertBalanced();
  }

  @Test
  void allOfItGoesAndTheHolderPaysForIt() {
    Caller owner = trade.owner();
    Caller holder = trade.exporterWith("USD 1000");
    Caller newcomer = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(owner, 10);
    UUID lease = lease(holder, listing);
    Novation offer = offer(holder, lease, newcomer, 4, "-20.00");
    now(on(EARLY).consent(owner, offer.id()));
    now(taking(newcomer, offer));
    // 105.00 and as much again, less 20.00.
    assertHas(newcomer, "USD 810.00");
    assertHas(holder, "USD 849.80");
    assertHeld(lease, "USD 130.20", "USD 0.00");
    assertThat(billingOf(lease, holder).extent().quantities().stay())
        .isEqualTo(new DateRange(JANUARY, MID_FEBRUARY));
    bill(END.plusDays(7));
    assertThat(billingOf(lease, holder).state()).isEqualTo(Billing.State.ENDED);
    assertHas(holder, "USD 791.00");
    assertHas(owner, "USD 280.00");
    assertBalanced();
  }

  @Test
  void withoutItsOwnerNothingGoes() {
    Caller owner = trade.owner();
    Caller holder = trade.exporterWith("USD 1000");
    Caller newcomer = trade.exporterWith("USD 1000");
    UUID lease = lease(holder, trade.listing(owner, 4));
    Novation refused = offer(holder, lease, newcomer, 1, "0.00");
    Novation after = now(on(EARLY).refuse(owner, refused.id(), Reason.COMPETITION));
    assertThat(after.state()).isEqualTo(State.REFUSED);
    assertThat(after.reason()).contains(Reason.COMPETITION);
    refusal(on(EARLY).consent(owner, refused.id()), NOVATION_NOT_OPEN);
    refusal(taking(newcomer, refused), NOVATION_NOT_OPEN);

    Novation silent = offer(holder, lease, newcomer, 1, "0.00");
    refusal(on(EARLY.plusDays(2)).consent(owner, silent.id()), NOVATION_NOT_OPEN);
    assertThat(now(ports.novations().lapseDue(midnight(EARLY.plusDays(2))))).isPositive();
    assertThat(now(ports.novations().find(silent.id(), holder)).state()).isEqualTo(State.LAPSED);

    Novation withdrawn = offer(holder, lease, newcomer, 1, "0.00");
    now(on(EARLY).consent(owner, withdrawn.id()));
    now(on(EARLY).withdraw(holder, withdrawn.id()));
    refusal(taking(newcomer, withdrawn), NOVATION_NOT_OPEN);

    Novation late = offer(holder, lease, newcomer, 1, "0.00");
    now(on(EARLY).consent(owner, late.id()));
    refusal(
        on(MID_FEBRUARY).take(newcomer, UUID.randomUUID(), late.id(), "kettles"),
        NOVATION_NOT_OPEN);
    assertHas(newcomer, "USD 1000.00");
    assertBalanced();
  }

  @Test
  void whatCannotGoIsRefused() {
    Caller owner = trade.owner();
    Caller holder = trade.exporterWith("USD 1000");
    Caller newcomer = trade.exporterWith("USD 160");
    Listing listing = trade.listing(owner, 10);
    UUID lease = lease(holder, listing);
    for (LocalDate day : List.of(EARLY, JANUARY, END)) {
      refusal(offering(holder, lease, newcomer, day, 1, "0.00"), VALIDATION_FAILED);
    }
    for (int units : List.of(0, 5)) {
      refusal(offering(holder, lease, newcomer, MARCH, units, "0.00"), VALIDATION_FAILED);
    }
    for (Caller nobody : List.of(owner, holder)) {
      refusal(offering(holder, lease, nobody, MARCH, 1, "0.00"), VALIDATION_FAILED);
    }
    Caller unknown = new Caller(UUID.randomUUID(), newcomer.roles());
    refusal(offering(holder, lease, unknown, MARCH, 1, "0.00"), NOT_FOUND);
    refusal(offering(newcomer, lease, holder, MARCH, 1, "0.00"), NOT_FOUND);

    Novation offer = offer(holder, lease, newcomer, 3, "10.00");
    refusal(on(EARLY).consent(holder, offer.id()), FORBIDDEN);
    refusal(on(EARLY).consent(trade.owner(), offer.id()), NOT_FOUND);
    refusal(on(EARLY).refuse(trade.owner(), offer.id(), Reason.OTHER), NOT_FOUND);
    refusal(on(EARLY).withdraw(newcomer, offer.id()), NOT_FOUND);
    refusal(taking(holder, offer), NOT_FOUND);
    assertEmpty(ports.novations().find(offer.id(), trade.exporter()));
    now(on(EARLY).consent(owner, offer.id()));
    refusal(taking(newcomer, offer), INSUFFICIENT_FUNDS);
    assertThat(now(ports.amendments().agreed(lease, holder))).isEmpty();
    assertFree(listing, MID_FEBRUARY, 6);

    Clock clock = Clock.fixed(midnight(EARLY), ZoneOffset.UTC);
    AmendContract amending =
        new AmendContract(ports.billings(), ports.amendments(), clock, Duration.ofMinutes(15));
    Amendment fewer = now(amending.quote(holder, UUID.randomUUID(), lease, MARCH, 1));
    now(amending.agree(holder, fewer.id()));
    refusal(taking(newcomer, offer), AMENDMENT_OUTDATED);
    assertBalanced();
  }

  /** The same units were offered to two; one has them. */
  @Test
  void ofTwoNewcomersOneTakesThem() {
    Caller owner = trade.owner();
    Caller holder = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(owner, 4);
    UUID lease = lease(holder, listing);
    List<Caller> newcomers = List.of(trade.exporterWith("USD 900"), trade.exporterWith("USD 900"));
    List<String> outcomes =
        now(
            Flux.fromIterable(newcomers)
                .map(newcomer -> offer(holder, lease, newcomer, 4, "0.00"))
                .doOnNext(offer -> now(on(EARLY).consent(owner, offer.id())))
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .zipWithIterable(newcomers)
                .flatMap(
                    both ->
                        taking(both.getT2(), both.getT1())
                            .map(made -> "taken")
                            .onErrorResume(
                                RefusedException.class,
                                refused -> Mono.just(refused.refusal().code().name()))
                            .subscribeOn(Schedulers.parallel()),
                    2)
                .collectList());
    assertThat(outcomes).containsExactlyInAnyOrder("taken", "AMENDMENT_OUTDATED");
    assertFree(listing, MID_FEBRUARY, 0);
    assertBalanced();
  }
}
