package exchange.core.testing;

import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.CAPACITY_EXHAUSTED;
import static exchange.core.values.RefusalCode.EXTENSION_USED;
import static exchange.core.values.RefusalCode.INSUFFICIENT_FUNDS;
import static exchange.core.values.RefusalCode.REQUEST_NOT_OPEN;
import static exchange.core.values.RefusalCode.RESERVATION_ENDED;
import static exchange.core.values.RefusalCode.RESERVATION_EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservation;
import exchange.core.capacity.Reservation.Confirmed;
import exchange.core.capacity.Reservation.Expired;
import exchange.core.capacity.Reservation.Held;
import exchange.core.capacity.Reservation.Released;
import exchange.core.capacity.Reservations.Part;
import exchange.core.lease.Contract;
import exchange.core.listing.Listing;
import exchange.core.member.Attempt;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequest.State;
import exchange.core.request.Splitting;
import exchange.core.values.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What {@code Reservations} and {@code Contracts} promise of requests that are split. */
public abstract class SplitsBehavior extends StoreBehavior {
  private static final int DAYS = 5;
  private static final Duration LONG = Duration.ofMinutes(10);

  /** As many units on each listing, for a fresh request of the exporter. */
  private List<Part> parts(Caller exporter, int units, Listing... listings) {
    LeaseRequest all = trade.request(exporter, units * listings.length, OPENING, DAYS);
    LeaseRequest part = all.splitBy(new Splitting(units, listings.length)).parts().get(0);
    return Stream.of(listings)
        .map(listing -> new Part(UUID.randomUUID(), Trade.terms(part, listing)))
        .toList();
  }

  private Mono<List<Held>> reserve(List<Part> parts, Duration life) {
    return ports.reservations().reserveParts(parts, HoldLimits.proposed(life));
  }

  private List<Held> hold(Caller exporter, Duration life, Listing... listings) {
    return now(reserve(parts(exporter, 3, listings), life));
  }

  private Listing listing() {
    return trade.listing(trade.owner(), 10);
  }

  private int free(Listing listing) {
    return now(ports.capacities().free(listing.id())).on(OPENING);
  }

  private State state(List<Held> parts, Caller exporter) {
    return now(ports.leaseRequests().find(parts.get(0).terms().requestId(), exporter)).state();
  }

  private List<Reservation> found(List<Held> parts, Caller exporter) {
    return parts.stream().map(part -> now(ports.reservations().find(part.id(), exporter))).toList();
  }

  @Test
  void aSplitTakesAllItsPartsAndTheyKnowEachOther() {
    Listing one = listing();
    Listing other = listing();
    Caller exporter = trade.exporter();
    List<Part> parts = parts(exporter, 3, one, other);
    List<Held> held = now(reserve(parts, LONG));
    assertThat(List.of(free(one), free(other))).containsExactly(7, 7);
    assertThat(held).extracting(Held::terms).isEqualTo(parts.stream().map(Part::terms).toList());
    assertThat(held.get(0).siblings()).containsExactly(held.get(1).id());
    assertThat(held.get(1).siblings()).containsExactly(held.get(0).id());
    assertThat(held.get(1).expiresAt()).isEqualTo(held.get(0).expiresAt());
    assertThat(found(held, exporter)).isEqualTo(held);
    assertThat(state(held, exporter)).isEqualTo(State.HELD);
    assertThat(now(reserve(parts, LONG))).isEqualTo(held);
    assertThat(free(one)).isEqualTo(7);
  }

  @Test
  void onePartThatDoesNotFitLeavesNothingTaken() {
    Listing one = listing();
    Listing full = listing();
    hold(trade.exporter(), LONG, full, listing());
    hold(trade.exporter(), LONG, full, listing());
    hold(trade.exporter(), LONG, listing(), full);
    Caller exporter = trade.exporter();
    List<Part> parts = parts(exporter, 3, one, full);
    assertThat(refusal(reserve(parts, LONG), CAPACITY_EXHAUSTED).facts())
        .containsEntry("free", "1")
        .containsEntry("units", "3");
    assertThat(List.of(free(one), free(full))).containsExactly(10, 1);
    UUID request = parts.get(0).terms().requestId();
    assertThat(now(ports.leaseRequests().find(request, exporter)).state()).isEqualTo(State.OPEN);
  }

  @Test
  void aRequestIsHeldOnceSplitOrNot() {
    Caller exporter = trade.exporter();
    List<Part> parts = parts(exporter, 3, listing(), listing());
    now(reserve(parts, LONG));
    List<Part> others =
        parts.stream().map(part -> new Part(UUID.randomUUID(), part.terms())).toList();
    refusal(reserve(others, LONG), REQUEST_NOT_OPEN);
    Part first = others.get(0);
    refusal(
        ports.reservations().reserve(first.id(), first.terms(), HoldLimits.proposed(LONG)),
        REQUEST_NOT_OPEN);
  }

  @Test
  void releasingOnePartReleasesAll() {
    Listing one = listing();
    Listing other = listing();
    Caller exporter = trade.exporter();
    List<Held> held = hold(exporter, LONG, one, other);
    assertThat(now(ports.reservations().release(held.get(1).id(), exporter)))
        .isEqualTo(held.get(1).release());
    assertThat(found(held, exporter)).hasOnlyElementsOfType(Released.class);
    assertThat(List.of(free(one), free(other))).containsExactly(10, 10);
    assertThat(state(held, exporter)).isEqualTo(State.OPEN);
    now(ports.reservations().release(held.get(0).id(), exporter));
    assertThat(List.of(free(one), free(other))).containsExactly(10, 10);
  }

  @Test
  void aSplitThatIsOverIsEndedOnceAndAllOfIt() {
    Listing one = listing();
    Listing other = listing();
    Caller exporter = trade.exporter();
    List<Held> held = hold(exporter, Duration.ZERO, one, other);
    List<UUID> ended =
        now(
            Flux.range(0, 8)
                .flatMap(i -> ports.reservations().expireDue().subscribeOn(Schedulers.parallel()))
                .map(Reservation::id)
                .collectList());
    assertThat(ended).containsOnlyOnce(held.get(0).id()).containsOnlyOnce(held.get(1).id());
    assertThat(found(held, exporter)).hasOnlyElementsOfType(Expired.class);
    assertThat(List.of(free(one), free(other))).containsExactly(10, 10);
    assertThat(state(held, exporter)).isEqualTo(State.OPEN);
    refusal(
        ports.contracts().settle(UUID.randomUUID(), held.get(1).id(), exporter),
        RESERVATION_EXPIRED);
  }

  @Test
  void extendingOnePartExtendsAllOnce() {
    Caller exporter = trade.exporter();
    List<Held> held = hold(exporter, LONG, listing(), listing());
    Duration more = Duration.ofMinutes(5);
    assertThat(now(ports.reservations().extend(held.get(1).id(), exporter, more)))
        .isEqualTo(held.get(1).extend(more));
    assertThat(found(held, exporter))
        .isEqualTo(held.stream().map(part -> part.extend(more)).toList());
    refusal(ports.reservations().extend(held.get(0).id(), exporter, more), EXTENSION_USED);
  }

  @Test
  void confirmingOnePartMakesAContractOfEach() {
    Caller exporter = trade.exporterWith("USD 100");
    Listing one = listing();
    Listing other = listing();
    List<Held> held = hold(exporter, LONG, one, other);
    Contract named = now(ports.contracts().settle(UUID.randomUUID(), held.get(1).id(), exporter));

    assertThat(named.reservationId()).isEqualTo(held.get(1).id());
    assertThat(named.siblings()).hasSize(1);
    Contract sibling = now(ports.contracts().find(named.siblings().get(0), exporter));
    assertThat(sibling.reservationId()).isEqualTo(held.get(0).id());
    assertThat(sibling.terms()).isEqualTo(held.get(0).terms());
    assertThat(sibling.siblings()).containsExactly(named.id());
    assertThat(found(held, exporter))
        .extracting(part -> ((Confirmed) part).contractId())
        .containsExactly(sibling.id(), named.id());
    for (Contract each : List.of(named, sibling)) {
      // 3 pallets x 5 days x $1, and as much as deposit.
      assertThat(now(ports.ledger().escrow(each.id(), exporter)).balance())
          .isEqualTo(Money.parse("USD 15.00"));
      assertThat(now(ports.billings().find(each.id(), exporter)).terms()).isEqualTo(each.terms());
    }
    assertThat(now(ports.ledger().wallet(exporter.organizationId(), exporter)))
        .containsExactly(Money.parse("USD 40.00"));
    assertThat(state(held, exporter)).isEqualTo(State.LEASED);
    assertThat(List.of(free(one), free(other))).containsExactly(7, 7);
    for (Held part : held) {
      refusal(ports.contracts().settle(UUID.randomUUID(), part.id(), exporter), RESERVATION_ENDED);
      refusal(ports.reservations().release(part.id(), exporter), RESERVATION_ENDED);
    }
  }

  @Test
  void theSameConfirmationIsAnsweredTheSame() {
    Caller exporter = trade.exporterWith("USD 100");
    List<Held> held = hold(exporter, LONG, listing(), listing());
    Attempt attempt = new Attempt(exporter.organizationId(), "POST /v1/x", "key", "body");
    UUID id = UUID.randomUUID();
    Mono<Contract> settle =
        ports.contracts().settle(id, held.get(0).id(), exporter).contextWrite(attempt::in);
    Contract first = now(settle);
    assertThat(now(settle)).isEqualTo(first);
    assertThat(now(ports.ledger().wallet(exporter.organizationId(), exporter)))
        .containsExactly(Money.parse("USD 40.00"));
  }

  @Test
  void moneyForOnePartAloneConfirmsNone() {
    Caller exporter = trade.exporterWith("USD 59.99");
    List<Held> held = hold(exporter, LONG, listing(), listing());
    UUID id = UUID.randomUUID();
    assertThat(
            refusal(ports.contracts().settle(id, held.get(0).id(), exporter), INSUFFICIENT_FUNDS)
                .facts())
        .containsEntry("balance", "59.99")
        .containsEntry("needed", "60.00");
    assertEmpty(ports.contracts().find(id, exporter));
    assertThat(found(held, exporter)).isEqualTo(held);
    assertThat(state(held, exporter)).isEqualTo(State.HELD);
    now(
        ports
            .ledger()
            .deposit(UUID.randomUUID(), exporter.organizationId(), Money.parse("USD 0.01"), "x"));
    now(ports.contracts().settle(id, held.get(1).id(), exporter));
  }

  @Test
  void racingConfirmationsOfBothPartsMakeOneContractOfEach() {
    Caller exporter = trade.exporterWith("USD 1000");
    List<Held> held = hold(exporter, LONG, listing(), listing());
    List<Object> results =
        raced(
            Flux.range(0, 16)
                .map(i -> held.get(i % 2))
                .map(part -> ports.contracts().settle(UUID.randomUUID(), part.id(), exporter)));
    assertThat(results.stream().filter(Contract.class::isInstance)).hasSize(1);
    assertThat(results.stream().filter(RefusedException.class::isInstance))
        .hasSize(15)
        .allSatisfy(
            no ->
                assertThat(((RefusedException) no).refusal().code()).isEqualTo(RESERVATION_ENDED));
    assertThat(now(ports.ledger().wallet(exporter.organizationId(), exporter)))
        .containsExactly(Money.parse("USD 940.00"));
  }

  /**
   * Splits over the same two slots in either order: what fits wins, the rest are told, none errs.
   */
  @Test
  void splitsThatCrossNeitherBlockEachOtherNorOversell() {
    for (int round = 0; round < 20; round++) {
      Listing one = listing();
      Listing other = listing();
      List<List<Part>> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        List<Part> parts = new ArrayList<>(parts(trade.exporter(), 3, one, other));
        if (i % 2 == 0) {
          Collections.reverse(parts);
        }
        all.add(parts);
      }
      List<Object> results = raced(Flux.fromIterable(all).map(parts -> reserve(parts, LONG)));
      assertThat(results.stream().filter(List.class::isInstance)).hasSize(3);
      assertThat(results.stream().filter(each -> !(each instanceof List)))
          .allSatisfy(
              no ->
                  assertThat(((RefusedException) no).refusal().code())
                      .isEqualTo(CAPACITY_EXHAUSTED));
      assertThat(List.of(free(one), free(other))).containsExactly(1, 1);
    }
  }

  /** Splits taken, confirmed, extended and released by either part at once, with money for some. */
  @Test
  void whateverIsDoneAtOnceIsDoneToAllParts() {
    for (int round = 0; round < 10; round++) {
      Caller exporter = trade.exporterWith("USD 120");
      Listing one = listing();
      Listing other = listing();
      List<List<Held>> all =
          List.of(
              hold(exporter, LONG, one, other),
              hold(exporter, LONG, other, one),
              hold(exporter, LONG, one, other));
      List<Object> results =
          raced(
              Flux.fromIterable(all)
                  .flatMapIterable(parts -> parts)
                  .flatMapIterable(
                      part ->
                          List.of(
                              ports.contracts().settle(UUID.randomUUID(), part.id(), exporter),
                              ports.reservations().release(part.id(), exporter),
                              ports.reservations().extend(part.id(), exporter, LONG))));
      assertThat(results.stream().filter(Throwable.class::isInstance))
          .allSatisfy(no -> assertThat(no).isInstanceOf(RefusedException.class));
      int leased = 0;
      for (List<Held> parts : all) {
        List<Reservation> ends = found(parts, exporter);
        assertThat(ends.get(0)).hasSameClassAs(ends.get(1));
        leased += ends.get(0) instanceof Confirmed ? 1 : 0;
      }
      int taken = 3 * leased;
      assertThat(List.of(free(one), free(other))).containsExactly(10 - taken, 10 - taken);
      assertThat(now(ports.ledger().wallet(exporter.organizationId(), exporter)))
          .containsExactly(
              Money.parse("USD 120.00").minus(Money.ofMajor(CurrencyUnit.USD, 60L * leased)));
    }
  }

  private static List<Object> raced(Flux<? extends Mono<?>> changes) {
    return now(
        changes
            .collectList()
            .flatMapMany(Flux::fromIterable)
            .flatMap(
                change ->
                    change
                        .<Object>map(done -> done)
                        .onErrorResume(Mono::just)
                        .subscribeOn(Schedulers.parallel()),
                64)
            .collectList());
  }
}
