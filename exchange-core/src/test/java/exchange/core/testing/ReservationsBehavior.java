package exchange.core.testing;

import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.CAPACITY_EXHAUSTED;
import static exchange.core.values.RefusalCode.EXTENSION_USED;
import static exchange.core.values.RefusalCode.HOLD_LIMIT_REACHED;
import static exchange.core.values.RefusalCode.LISTING_CLOSED;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.REQUEST_NOT_OPEN;
import static exchange.core.values.RefusalCode.RESERVATION_ENDED;
import static exchange.core.values.RefusalCode.RESERVATION_EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservation;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.Listing;
import exchange.core.listing.Listings;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest.State;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What {@code Reservations} and {@code Capacities} promise. */
public abstract class ReservationsBehavior extends StoreBehavior {
  private static final HoldLimits LONG = HoldLimits.proposed(Duration.ofMinutes(10));
  private static final HoldLimits OVER = HoldLimits.proposed(Duration.ZERO);
  private static final Duration MORE = Duration.ofMinutes(5);

  private Reservation.Held hold(LeaseTerms terms, HoldLimits limits) {
    return now(ports.reservations().reserve(UUID.randomUUID(), terms, limits));
  }

  private int free(Listing listing, int day) {
    return now(ports.capacities().free(listing.id())).on(OPENING.plusDays(day));
  }

  @Test
  void aHoldTakesItsDaysAndNoOthers() {
    Listing listing = trade.listing(trade.owner(), 10);
    hold(trade.terms(trade.exporter(), listing, 4, 5, 3), LONG);
    assertThat(List.of(free(listing, 4), free(listing, 5), free(listing, 7), free(listing, 8)))
        .containsExactly(10, 6, 6, 10);
  }

  @Test
  void aLeaseMayBeginOnTheDayAnotherEnds() {
    Listing listing = trade.listing(trade.owner(), 10);
    hold(trade.terms(trade.exporter(), listing, 10, 0, 7), LONG);
    hold(trade.terms(trade.exporter(), listing, 10, 7, 7), LONG);
    assertThat(free(listing, 6)).isZero();
    assertThat(free(listing, 7)).isZero();
  }

  @Test
  void oneUnitTooManyTakesNothing() {
    Listing listing = trade.listing(trade.owner(), 10);
    hold(trade.terms(trade.exporter(), listing, 7, 3, 1), LONG);
    LeaseTerms tooMany = trade.terms(trade.exporter(), listing, 4, 0, 10);
    Refusal no =
        refusal(ports.reservations().reserve(UUID.randomUUID(), tooMany, LONG), CAPACITY_EXHAUSTED);
    assertThat(no.facts())
        .containsEntry("free", "3")
        .containsEntry("units", "4")
        .containsEntry("day", "2031-01-04");
    assertThat(free(listing, 0)).isEqualTo(10);
    assertThat(now(ports.leaseRequests().open().map(r -> r.id()).collectList()))
        .contains(tooMany.requestId());
  }

  @Test
  void daysOutsideTheWindowHaveNoCapacity() {
    Listing listing = trade.listing(trade.owner(), 10);
    for (int day : new int[] {-1, 364}) {
      refusal(
          ports
              .reservations()
              .reserve(UUID.randomUUID(), trade.terms(trade.exporter(), listing, 1, day, 2), LONG),
          CAPACITY_EXHAUSTED);
    }
  }

  @Test
  void theSameReservationTwiceTakesOnce() {
    Listing listing = trade.listing(trade.owner(), 10);
    LeaseTerms terms = trade.terms(trade.exporter(), listing, 4, 0, 5);
    UUID id = UUID.randomUUID();
    Reservation first = now(ports.reservations().reserve(id, terms, LONG));
    Reservation again = now(ports.reservations().reserve(id, terms, LONG));
    assertThat(again).isEqualTo(first);
    assertThat(free(listing, 0)).isEqualTo(6);
  }

  @Test
  void aRequestIsHeldOnce() {
    Listing listing = trade.listing(trade.owner(), 10);
    LeaseTerms terms = trade.terms(trade.exporter(), listing, 1, 0, 5);
    hold(terms, LONG);
    refusal(ports.reservations().reserve(UUID.randomUUID(), terms, LONG), REQUEST_NOT_OPEN);
  }

  @Test
  void aClosedListingTakesNoHolds() {
    Listings listings = ports.listings();
    Listing open = trade.listing(trade.owner(), 10);
    Listing closed =
        new Listing(
            open.id(),
            open.ownerId(),
            open.site(),
            open.storageClass(),
            open.unit(),
            open.quantity(),
            open.window(),
            open.rateCard(),
            open.minimumQuantity(),
            open.minimumDays(),
            false);
    now(listings.replace(closed, 1));
    refusal(
        ports
            .reservations()
            .reserve(UUID.randomUUID(), trade.terms(trade.exporter(), open, 1, 0, 1), LONG),
        LISTING_CLOSED);
  }

  @Test
  void releaseFreesTheDaysAndReopensTheRequest() {
    Listing listing = trade.listing(trade.owner(), 10);
    Caller exporter = trade.exporter();
    LeaseTerms terms = trade.terms(exporter, listing, 4, 0, 5);
    Reservation held = hold(terms, LONG);
    assertThat(now(ports.reservations().release(held.id(), exporter)))
        .isInstanceOf(Reservation.Released.class);
    assertThat(free(listing, 0)).isEqualTo(10);
    assertThat(now(ports.leaseRequests().find(terms.requestId(), exporter)).state())
        .isEqualTo(State.OPEN);
    assertThat(now(ports.reservations().release(held.id(), exporter)))
        .isInstanceOf(Reservation.Released.class);
    assertThat(free(listing, 0)).isEqualTo(10);
    refusal(ports.reservations().reserve(held.id(), terms, LONG), RESERVATION_ENDED);
  }

  @Test
  void onlyTheExporterReleases() {
    Caller owner = trade.owner();
    Listing listing = trade.listing(owner, 10);
    Reservation held = hold(trade.terms(trade.exporter(), listing, 4, 0, 5), LONG);
    refusal(ports.reservations().release(held.id(), owner), NOT_FOUND);
    refusal(ports.reservations().release(held.id(), trade.exporter()), NOT_FOUND);
    refusal(ports.reservations().release(UUID.randomUUID(), owner), NOT_FOUND);
  }

  @Test
  void whatIsOverIsEndedExactlyOnceHoweverManyAsk() {
    Listing listing = trade.listing(trade.owner(), 10);
    Reservation over = hold(trade.terms(trade.exporter(), listing, 4, 0, 5), OVER);
    Reservation live = hold(trade.terms(trade.exporter(), listing, 2, 0, 5), LONG);
    List<UUID> ended =
        now(
            Flux.range(0, 8)
                .flatMap(i -> ports.reservations().expireDue().subscribeOn(Schedulers.parallel()))
                .map(Reservation::id)
                .collectList());
    assertThat(ended).containsOnlyOnce(over.id()).doesNotContain(live.id());
    assertThat(free(listing, 0)).isEqualTo(8);
  }

  @Test
  void anExporterHoldsOnlySoMany() {
    Listing listing = trade.listing(trade.owner(), 10);
    Caller exporter = trade.exporter();
    HoldLimits two = HoldLimits.asked(Duration.ofMinutes(10), 2);
    hold(trade.terms(exporter, listing, 1, 0, 5), HoldLimits.asked(Duration.ZERO, 2));
    hold(trade.terms(exporter, listing, 1, 0, 5), LONG);
    Reservation first = hold(trade.terms(exporter, listing, 1, 0, 5), two);
    hold(trade.terms(exporter, listing, 1, 0, 5), two);
    LeaseTerms third = trade.terms(exporter, listing, 1, 0, 5);
    Refusal no =
        refusal(ports.reservations().reserve(UUID.randomUUID(), third, two), HOLD_LIMIT_REACHED);
    assertThat(no.facts()).containsEntry("held", "2");
    hold(trade.terms(trade.exporter(), listing, 1, 0, 5), two);
    hold(trade.terms(exporter, listing, 1, 0, 5), LONG);
    now(ports.reservations().release(first.id(), exporter));
    hold(third, two);
  }

  @Test
  void racersOfOneExporterDoNotPassItsLimit() {
    Listing listing = trade.listing(trade.owner(), 100);
    Caller exporter = trade.exporter();
    HoldLimits three = HoldLimits.asked(Duration.ofMinutes(10), 3);
    List<LeaseTerms> all =
        Flux.range(0, 20)
            .map(i -> trade.terms(exporter, listing, 1, 0, 5))
            .collectList()
            .blockOptional()
            .orElseThrow();
    List<Reservation.Held> held =
        now(
            Flux.fromIterable(all)
                .flatMap(
                    terms ->
                        ports
                            .reservations()
                            .reserve(UUID.randomUUID(), terms, three)
                            .onErrorResume(RefusedException.class, no -> Mono.empty())
                            .subscribeOn(Schedulers.parallel()),
                    20)
                .collectList());
    assertThat(held).hasSize(3);
  }

  @Test
  void aHoldIsExtendedOnce() {
    Listing listing = trade.listing(trade.owner(), 10);
    Caller exporter = trade.exporter();
    Reservation.Held held = hold(trade.terms(exporter, listing, 4, 0, 5), LONG);
    Reservation.Held extended = now(ports.reservations().extend(held.id(), exporter, MORE));
    assertThat(extended).isEqualTo(held.extend(MORE));
    assertThat(now(ports.reservations().find(held.id(), exporter))).isEqualTo(extended);
    refusal(ports.reservations().extend(held.id(), exporter, MORE), EXTENSION_USED);
    assertThat(free(listing, 0)).isEqualTo(6);
  }

  @Test
  void onlyALiveHoldOfOnesOwnIsExtended() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporter();
    Listing listing = trade.listing(owner, 10);
    Reservation live = hold(trade.terms(exporter, listing, 1, 0, 5), LONG);
    Reservation over = hold(trade.terms(exporter, listing, 1, 0, 5), OVER);
    refusal(ports.reservations().extend(live.id(), owner, MORE), NOT_FOUND);
    refusal(ports.reservations().extend(over.id(), exporter, MORE), RESERVATION_EXPIRED);
    now(ports.reservations().release(live.id(), exporter));
    refusal(ports.reservations().extend(live.id(), exporter, MORE), RESERVATION_ENDED);
  }

  @Test
  void partiesSeeItAndNobodyElse() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporter();
    Listing listing = trade.listing(owner, 10);
    Reservation held = hold(trade.terms(exporter, listing, 4, 0, 5), LONG);
    for (Caller party : List.of(owner, exporter, trade.operator())) {
      assertThat(now(ports.reservations().find(held.id(), party))).isEqualTo(held);
    }
    Page.Query first = new Page.Query(10, Optional.empty());
    assertThat(now(ports.reservations().page(owner, first)).items()).containsExactly(held);
    Caller stranger = trade.exporter();
    assertEmpty(ports.reservations().find(held.id(), stranger));
    assertThat(now(ports.reservations().page(stranger, first)).items()).isEmpty();
  }

  /** Racers on the last units: exactly those that fit win, the rest are told why, nobody errs. */
  @Test
  void racersForTheLastUnits() {
    Listing listing = trade.listing(trade.owner(), 10);
    List<LeaseTerms> all =
        Flux.range(0, 50)
            .map(i -> trade.terms(trade.exporter(), listing, 3, i % 2, 5))
            .collectList()
            .block();
    List<Object> results =
        now(
            Flux.fromIterable(all)
                .flatMap(
                    terms ->
                        ports
                            .reservations()
                            .reserve(UUID.randomUUID(), terms, LONG)
                            .<Object>map(held -> held)
                            .onErrorResume(Mono::just)
                            .subscribeOn(Schedulers.parallel()),
                    50)
                .collectList());
    assertThat(results.stream().filter(Reservation.Held.class::isInstance)).hasSize(3);
    assertThat(results.stream().filter(r -> !(r instanceof Reservation.Held)))
        .hasSize(47)
        .allSatisfy(
            no ->
                assertThat(((RefusedException) no).refusal().code())
                    .isEqualTo(RefusalCode.CAPACITY_EXHAUSTED));
    assertThat(free(listing, 2)).isEqualTo(1);
  }
}
