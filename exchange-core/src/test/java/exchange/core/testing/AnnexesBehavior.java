package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.AMENDMENT_OUTDATED;
import static exchange.core.values.RefusalCode.CAPACITY_EXHAUSTED;
import static exchange.core.values.RefusalCode.CONTRACT_ENDED;
import static exchange.core.values.RefusalCode.INSUFFICIENT_FUNDS;
import static exchange.core.values.RefusalCode.LISTING_CLOSED;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.QUOTE_EXPIRED;
import static exchange.core.values.RefusalCode.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.annex.Annex;
import exchange.core.annex.ExtendContract;
import exchange.core.billing.AmendContract;
import exchange.core.billing.Amendment;
import exchange.core.billing.Billing;
import exchange.core.billing.CancelContract;
import exchange.core.lease.Contract;
import exchange.core.listing.Bill;
import exchange.core.listing.ChargeCode;
import exchange.core.listing.Listing;
import exchange.core.listing.RateCard;
import exchange.core.listing.StorageRate;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What {@code Annexes} promises, of the usual lease with a dollar for each unit that moves. */
public abstract class AnnexesBehavior extends LeaseBehavior {
  private static final LocalDate EARLY = JANUARY.plusDays(4);
  private static final LocalDate END = MARCH.plusDays(11);

  private ExtendContract at(Instant instant) {
    return new ExtendContract(
        ports.billings(),
        ports.leaseRequests(),
        ports.listings(),
        ports.creditFiles(),
        ports.rulebooks(),
        ports.annexes(),
        FIVE_PERCENT,
        Trade.RATES,
        Clock.fixed(instant, ZoneOffset.UTC),
        Duration.ofMinutes(15));
  }

  private ExtendContract on(LocalDate day) {
    return at(midnight(day));
  }

  private Annex quote(Caller exporter, UUID contract, int units, LocalDate from, LocalDate to) {
    return now(
        on(EARLY).quote(exporter, UUID.randomUUID(), contract, units, new DateRange(from, to)));
  }

  private Mono<Annex> quoting(
      LocalDate day, Caller exporter, UUID contract, int units, LocalDate from, LocalDate to) {
    return on(day).quote(exporter, UUID.randomUUID(), contract, units, new DateRange(from, to));
  }

  private Contract agree(Caller exporter, Annex quote) {
    return now(on(EARLY).agree(exporter, UUID.randomUUID(), quote.id()));
  }

  private Listing listing(Caller owner, int quantity) {
    Listing plain = Trade.offer(trade.warehouse(owner), quantity);
    return now(ports.listings().add(with(plain, "1"))).value();
  }

  /** So many dollars a day, and one for each unit that comes or leaves. */
  private static Listing with(Listing plain, String perDay) {
    RateCard card =
        new RateCard(
            CurrencyUnit.USD,
            new StorageRate(new BigDecimal(perDay), StorageRate.Basis.DAY),
            BigDecimal.ONE,
            BigDecimal.ONE,
            BigDecimal.ZERO,
            List.of(),
            List.of(),
            BigDecimal.ZERO);
    return new Listing(
        plain.id(),
        plain.ownerId(),
        plain.site(),
        plain.storageClass(),
        plain.unit(),
        plain.quantity(),
        plain.window(),
        card,
        plain.minimumQuantity(),
        plain.minimumDays(),
        plain.open());
  }

  private void assertFree(Listing listing, LocalDate day, int units) {
    assertThat(now(ports.capacities().free(listing.id())).on(day)).isEqualTo(units);
  }

  private Contract contract(UUID id) {
    return now(ports.contracts().find(id, trade.operator()));
  }

  /** The goods lie where they are: nobody handles them. By the card of today. */
  @Test
  void aLeaseGoesOnAfterItsLastDay() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = listing(owner, 4);
    UUID lease = lease(exporter, listing);
    now(ports.listings().replace(with(listing, "2"), 1));
    LocalDate until = END.plusDays(10);
    Annex quote = quote(exporter, lease, 3, END, until);
    assertThat(quote.terms().bill().total()).isEqualTo(Money.parse("USD 63.00"));
    assertThat(quote.terms().bill().periods())
        .flatExtracting(Bill.Period::lines)
        .extracting(Bill.Line::code)
        .containsExactly(ChargeCode.STORAGE, ChargeCode.COMMISSION);
    assertFree(listing, END, 4);

    Money before = now(ports.ledger().wallet(exporter.organizationId(), exporter)).get(0);
    Contract annex = agree(exporter, quote);
    assertThat(annex.terms()).isEqualTo(quote.terms());
    assertThat(annex.annexOf()).contains(lease);
    assertThat(contract(lease).annexes()).containsExactly(annex.id());
    assertThat(contract(annex.id())).isEqualTo(annex);
    assertHas(exporter, before.minus(Money.parse("USD 126.00")).toString());
    assertHeld(annex.id(), "USD 63.00", "USD 63.00");
    assertFree(listing, END.minusDays(1), 0);
    assertFree(listing, END, 1);
    assertFree(listing, until, 4);
    assertThat(now(ports.annexes().find(quote.id(), owner)).madeId()).contains(annex.id());
    LeaseRequest request = quote.request();
    assertThat(now(ports.leaseRequests().find(request.id(), exporter)).state())
        .isEqualTo(LeaseRequest.State.LEASED);

    // Agreeing again makes no other one.
    assertThat(agree(exporter, quote)).isEqualTo(annex);
    assertFree(listing, END, 1);
    bill(until.plusDays(7));
    assertThat(billingOf(annex.id(), owner).state()).isEqualTo(Billing.State.ENDED);
    assertBalanced();
  }

  @Test
  void unitsAreAddedForSomeDays() {
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = listing(trade.owner(), 10);
    UUID lease = lease(exporter, listing);
    Annex quote = quote(exporter, lease, 6, FEBRUARY, MARCH);
    // 168 for storage, 6 in, 6 out, and 5 %.
    assertThat(quote.terms().bill().total()).isEqualTo(Money.parse("USD 189.00"));
    agree(exporter, quote);
    assertFree(listing, FEBRUARY.minusDays(1), 6);
    assertFree(listing, FEBRUARY, 0);
    assertFree(listing, MARCH, 6);
    Annex more = quote(exporter, lease, 1, MARCH.minusDays(1), END);
    refusal(on(EARLY).agree(exporter, UUID.randomUUID(), more.id()), CAPACITY_EXHAUSTED);
    assertThat(contract(lease).annexes()).hasSize(1);
    assertThat(ports.leaseRequests().find(more.request().id(), exporter).blockOptional()).isEmpty();
    assertBalanced();
  }

  @Test
  void whatCannotBeAddedIsRefused() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = listing(owner, 10);
    UUID lease = lease(exporter, listing);
    refusal(quoting(EARLY, exporter, lease, 5, END, END.plusDays(5)), VALIDATION_FAILED);
    refusal(quoting(EARLY, exporter, lease, 0, END, END.plusDays(5)), VALIDATION_FAILED);
    refusal(quoting(EARLY, exporter, lease, 0, FEBRUARY, MARCH), VALIDATION_FAILED);
    refusal(
        quoting(EARLY, exporter, lease, 1, END.plusDays(1), END.plusDays(5)), VALIDATION_FAILED);
    refusal(quoting(EARLY, exporter, lease, 1, FEBRUARY, END.plusDays(1)), VALIDATION_FAILED);
    refusal(quoting(EARLY, exporter, lease, 1, JANUARY, MARCH), VALIDATION_FAILED);
    refusal(quoting(EARLY, exporter, lease, 1, END, END.plusDays(999)), VALIDATION_FAILED);
    refusal(quoting(EARLY, trade.exporter(), lease, 1, FEBRUARY, MARCH), NOT_FOUND);

    Annex quote = quote(exporter, lease, 1, FEBRUARY, MARCH);
    UUID id = UUID.randomUUID();
    refusal(on(EARLY).agree(trade.exporter(), id, quote.id()), NOT_FOUND);
    refusal(on(EARLY).agree(exporter, id, UUID.randomUUID()), NOT_FOUND);
    refusal(at(midnight(EARLY).plusSeconds(901)).agree(exporter, id, quote.id()), QUOTE_EXPIRED);
    assertEmpty(ports.annexes().find(quote.id(), trade.exporter()));
    now(ports.listings().replace(closed(listing), 1));
    refusal(on(EARLY).agree(exporter, id, quote.id()), LISTING_CLOSED);
    refusal(quoting(EARLY, exporter, lease, 1, FEBRUARY, MARCH), LISTING_CLOSED);
    assertBalanced();
  }

  private static Listing closed(Listing listing) {
    return new Listing(
        listing.id(),
        listing.ownerId(),
        listing.site(),
        listing.storageClass(),
        listing.unit(),
        listing.quantity(),
        listing.window(),
        listing.rateCard(),
        listing.minimumQuantity(),
        listing.minimumDays(),
        false);
  }

  @Test
  void whatIsAddedToHasToBeAsItWas() {
    Caller exporter = trade.exporterWith("USD 2000");
    UUID lease = lease(exporter, listing(trade.owner(), 10));
    Annex quote = quote(exporter, lease, 4, END, END.plusDays(10));
    Clock clock = Clock.fixed(midnight(EARLY), ZoneOffset.UTC);
    AmendContract amending =
        new AmendContract(ports.billings(), ports.amendments(), clock, Duration.ofMinutes(15));
    Amendment fewer = now(amending.quote(exporter, UUID.randomUUID(), lease, MARCH, 1));
    now(amending.agree(exporter, fewer.id()));
    refusal(on(EARLY).agree(exporter, UUID.randomUUID(), quote.id()), AMENDMENT_OUTDATED);
    refusal(quoting(EARLY, exporter, lease, 2, END, END.plusDays(10)), VALIDATION_FAILED);
    agree(exporter, quote(exporter, lease, 1, END, END.plusDays(10)));
    assertBalanced();
  }

  @Test
  void whoCannotPayAddsNothing() {
    Caller exporter = trade.exporterWith("USD 300");
    Listing listing = listing(trade.owner(), 10);
    UUID lease = lease(exporter, listing);
    Annex quote = quote(exporter, lease, 6, FEBRUARY, MARCH);
    refusal(on(EARLY).agree(exporter, UUID.randomUUID(), quote.id()), INSUFFICIENT_FUNDS);
    assertFree(listing, FEBRUARY, 6);
    assertEmpty(ports.leaseRequests().find(quote.request().id(), exporter));
    LocalDate before = JANUARY.minusDays(5);
    Annex early = now(quoting(before, exporter, lease, 1, FEBRUARY, MARCH));
    Clock clock = Clock.fixed(midnight(before), ZoneOffset.UTC);
    now(new CancelContract(ports.billings(), clock).cancel(exporter, lease));
    refusal(on(before).agree(exporter, UUID.randomUUID(), early.id()), CONTRACT_ENDED);
    assertBalanced();
  }

  /** Four ask for the last three units. */
  @Test
  void ofManyAtOnceThoseGetMoreForWhomThereIsRoom() {
    Caller exporter = trade.exporterWith("USD 9000");
    Listing listing = listing(trade.owner(), 7);
    UUID lease = lease(exporter, listing);
    List<Annex> quotes =
        java.util.stream.IntStream.range(0, 4)
            .mapToObj(i -> quote(exporter, lease, 1, FEBRUARY, MARCH))
            .toList();
    List<String> outcomes =
        now(
            Flux.fromIterable(quotes)
                .flatMap(
                    quote ->
                        on(EARLY)
                            .agree(exporter, UUID.randomUUID(), quote.id())
                            .map(made -> "made")
                            .onErrorResume(
                                exchange.core.values.RefusedException.class,
                                refused -> Mono.just(refused.refusal().code().name()))
                            .subscribeOn(Schedulers.parallel()),
                    4)
                .collectList());
    assertThat(outcomes).containsExactlyInAnyOrder("made", "made", "made", "CAPACITY_EXHAUSTED");
    assertThat(contract(lease).annexes()).hasSize(3);
    assertFree(listing, FEBRUARY, 0);
    assertBalanced();
  }
}
