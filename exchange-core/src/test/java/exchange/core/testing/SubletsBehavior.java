package exchange.core.testing;

import static exchange.core.testing.Trade.HAMBURG;
import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.RATES;
import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.CAPACITY_EXHAUSTED;
import static exchange.core.values.RefusalCode.CONSENT_DECIDED;
import static exchange.core.values.RefusalCode.CONSENT_MISSING;
import static exchange.core.values.RefusalCode.CONTRACT_ENDED;
import static exchange.core.values.RefusalCode.CURRENCY_NOT_SUPPORTED;
import static exchange.core.values.RefusalCode.FORBIDDEN;
import static exchange.core.values.RefusalCode.LISTING_CLOSED;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.RESERVATION_EXPIRED;
import static exchange.core.values.RefusalCode.SUBLET_EXCEEDS_LEASE;
import static exchange.core.values.RefusalCode.SUBLET_FORBIDDEN;
import static exchange.core.values.RefusalCode.SUBLET_IN_THE_WAY;
import static exchange.core.values.RefusalCode.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.annex.ExtendContract;
import exchange.core.billing.AmendContract;
import exchange.core.billing.Amendment;
import exchange.core.billing.BillContracts;
import exchange.core.billing.Billing;
import exchange.core.billing.Document;
import exchange.core.capacity.Block;
import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservation;
import exchange.core.event.EventKind;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.listing.RateCard;
import exchange.core.listing.SubletRule;
import exchange.core.member.Caller;
import exchange.core.novation.HandLeaseOver;
import exchange.core.novation.Novation;
import exchange.core.sublet.ConsentRefusal;
import exchange.core.sublet.OfferSublet;
import exchange.core.sublet.Sublet;
import exchange.core.sublet.Sublet.Consent;
import exchange.core.values.DateRange;
import exchange.core.values.Page;
import exchange.core.values.Quantities;
import exchange.core.values.RefusedException;
import exchange.core.values.Versioned;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What sublets must do. Leases cost a dollar for a unit and day, and the same once as deposit. */
public abstract class SubletsBehavior extends SequencesBehavior {
  private static final Page.Query MANY = new Page.Query(200, Optional.empty());
  private static final HoldLimits LONG = HoldLimits.proposed(Duration.ofDays(1));

  private Caller owner;
  private Caller tenant;
  private UUID lease;

  /** The tenant has 100 units from the opening on, for 90 days. */
  private void lease(SubletRule rule) {
    owner = trade.owner();
    tenant = trade.exporterWith("USD 100000");
    lease = lease(tenant, listing(rule, 500), 100, 0, 90).id();
  }

  private Listing listing(SubletRule rule, int quantity) {
    Listing offer = Trade.offer(trade.warehouse(owner), quantity);
    return now(ports.listings().add(revised(offer, quantity, true, rule))).value();
  }

  private static Listing revised(Listing listing, int quantity, boolean open, SubletRule rule) {
    return listing.revised(quantity, listing.rateCard(), 1, 1, open, rule);
  }

  private Contract lease(Caller exporter, Listing listing, int quantity, int day, int days) {
    UUID reservation = hold(exporter, listing, quantity, day, days).id();
    return now(ports.contracts().settle(UUID.randomUUID(), reservation, exporter));
  }

  private Reservation hold(Caller exporter, Listing listing, int quantity, int day, int days) {
    return now(holding(exporter, listing, quantity, day, days));
  }

  private Mono<Reservation.Held> holding(
      Caller exporter, Listing listing, int quantity, int day, int days) {
    LeaseTerms terms = trade.terms(exporter, listing, quantity, day, days);
    return ports.reservations().reserve(UUID.randomUUID(), terms, LONG);
  }

  private Mono<Sublet> offering(Caller caller, UUID contract, int quantity, int day, int days) {
    return offering(caller, contract, quantity, day, days, Duration.ofDays(1));
  }

  private Mono<Sublet> offering(
      Caller caller, UUID contract, int quantity, int day, int days, Duration within) {
    OfferSublet use = new OfferSublet(ports.contracts(), ports.sublets(), RATES, within);
    OfferSublet.Part part = part(quantity, day, days, Trade.dollarADay());
    return Mono.defer(() -> use.offer(caller, UUID.randomUUID(), contract, part));
  }

  private static OfferSublet.Part part(int quantity, int day, int days, RateCard card) {
    DateRange window = DateRange.ofDays(OPENING.plusDays(day), days);
    return new OfferSublet.Part(quantity, window, card, 1, 1);
  }

  private Sublet offer(int quantity, int day, int days) {
    return now(offering(tenant, lease, quantity, day, days));
  }

  private Mono<Versioned<Listing>> revising(UUID listingId, int quantity, boolean open) {
    Versioned<Listing> found = now(ports.listings().find(listingId));
    Listing listing = found.value();
    return ports
        .listings()
        .replace(revised(listing, quantity, open, listing.sublets()), found.version());
  }

  private void bill(LocalDate day) {
    Instant at = day.atStartOfDay(HAMBURG.zone()).toInstant();
    now(new BillContracts(ports.billings(), Clock.fixed(at, HAMBURG.zone()), 50).bill());
  }

  private Billing billing(UUID contract) {
    return now(ports.billings().find(contract, trade.operator()));
  }

  private Mono<Billing> cancelling(UUID contract, Caller caller) {
    Instant before = OPENING.minusDays(2).atStartOfDay(HAMBURG.zone()).toInstant();
    return ports.billings().cancel(contract, caller, Money.parse("USD 0"), before);
  }

  private void assertNothingWrong() {
    assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
  }

  private List<EventKind> told(Caller caller) {
    return now(ports.events().page(caller, MANY)).items().stream()
        .map(event -> EventKind.valueOf(event.kind()))
        .toList();
  }

  @Test
  void aPartOfALeaseIsAListingLikeAnyOther() {
    lease(SubletRule.ALLOWED);
    Sublet made = offer(40, 10, 30);
    Listing listing = made.listing();
    assertThat(made.consent()).isEqualTo(Consent.NOT_NEEDED);
    assertThat(listing.open()).isTrue();
    assertThat(listing.ownerId()).isEqualTo(tenant.organizationId());
    assertThat(listing.parent())
        .contains(new Listing.Parent(lease, Set.of(owner.organizationId())));
    assertThat(now(ports.listings().find(listing.id())).value()).isEqualTo(listing);
    Caller other = trade.exporterWith("USD 10000");
    Contract below = lease(other, listing, 40, 10, 30);
    assertThat(below.terms().ownerId()).isEqualTo(tenant.organizationId());
    assertThat(below.chain())
        .containsExactly(
            new Contract.Link(
                lease,
                now(ports.contracts().find(lease, tenant)).terms().listingId(),
                owner.organizationId(),
                tenant.organizationId(),
                DateRange.ofDays(OPENING, 90),
                100));
    assertThat(now(ports.contracts().find(below.id(), other))).isEqualTo(below);
    refusal(holding(other, listing, 1, 10, 1), CAPACITY_EXHAUSTED);
    assertThat(told(tenant)).contains(EventKind.SUBLET_OFFERED, EventKind.LISTING_PUBLISHED);
    assertThat(told(owner)).contains(EventKind.SUBLET_OFFERED);
    assertNothingWrong();
  }

  @Test
  void theSameOfferTwiceIsOne() {
    lease(SubletRule.ALLOWED);
    UUID id = UUID.randomUUID();
    OfferSublet use =
        new OfferSublet(ports.contracts(), ports.sublets(), RATES, Duration.ofDays(1));
    OfferSublet.Part all = part(100, 0, 90, Trade.dollarADay());
    Sublet once = now(use.offer(tenant, id, lease, all));
    assertThat(now(use.offer(tenant, id, lease, all))).isEqualTo(once);
  }

  @Test
  void oneUnitOrDayTooManyIsRefused() {
    lease(SubletRule.ALLOWED);
    offer(60, 0, 30);
    offer(40, 20, 30);
    assertThat(refusal(offering(tenant, lease, 1, 29, 1), SUBLET_EXCEEDS_LEASE).facts())
        .containsEntry("day", OPENING.plusDays(29).toString())
        .containsEntry("units", "100")
        .containsEntry("kept", "101");
    refusal(offering(tenant, lease, 61, 40, 5), SUBLET_EXCEEDS_LEASE);
    assertThat(refusal(offering(tenant, lease, 1, 60, 31), SUBLET_EXCEEDS_LEASE).facts())
        .containsEntry("day", OPENING.plusDays(90).toString())
        .containsEntry("units", "0");
    offer(40, 0, 20);
    offer(60, 30, 20);
    offer(100, 50, 40);
    assertNothingWrong();
  }

  @Test
  void onlyWhoLeasesOffersOn() {
    lease(SubletRule.ALLOWED);
    refusal(offering(trade.exporter(), lease, 1, 0, 1), NOT_FOUND);
    refusal(offering(owner, lease, 1, 0, 1), FORBIDDEN);
    refusal(offering(tenant, UUID.randomUUID(), 1, 0, 1), NOT_FOUND);
    RateCard card = Trade.dollarADay();
    RateCard rand =
        new RateCard(
            CurrencyUnit.of("ZAR"),
            card.storage(),
            card.handlingIn(),
            card.handlingOut(),
            card.minimumCharge(),
            List.of(),
            List.of(),
            card.taxPercent());
    OfferSublet use =
        new OfferSublet(ports.contracts(), ports.sublets(), RATES, Duration.ofDays(1));
    refusal(
        Mono.defer(() -> use.offer(tenant, UUID.randomUUID(), lease, part(1, 0, 1, rand))),
        CURRENCY_NOT_SUPPORTED);
  }

  @Test
  void ofOffersAtTheSameTimeThoseThatFitWin() {
    lease(SubletRule.ALLOWED);
    List<Boolean> won =
        now(
            Flux.range(0, 8)
                .flatMap(
                    each ->
                        offering(tenant, lease, 30, 0, 90)
                            .map(made -> true)
                            .onErrorResume(
                                RefusedException.class,
                                error -> {
                                  assertThat(error.refusal().code())
                                      .isEqualTo(SUBLET_EXCEEDS_LEASE);
                                  return Mono.just(false);
                                })
                            .subscribeOn(Schedulers.boundedElastic()),
                    8)
                .collectList());
    assertThat(won).filteredOn(each -> each).hasSize(3);
    assertNothingWrong();
  }

  @Test
  void withConsentItWaitsAndIsOpenOnlyThen() {
    lease(SubletRule.WITH_CONSENT);
    Sublet made = offer(40, 0, 30);
    assertThat(made.consent()).isEqualTo(Consent.WAITING);
    assertThat(made.decideBy()).isPresent();
    assertThat(made.listing().open()).isFalse();
    UUID id = made.listing().id();
    Caller other = trade.exporterWith("USD 10000");
    refusal(holding(other, made.listing(), 1, 0, 1), LISTING_CLOSED);
    assertThat(refusal(revising(id, 40, true), CONSENT_MISSING).facts())
        .containsEntry("units", "0");
    refusal(offering(tenant, lease, 61, 29, 1), SUBLET_EXCEEDS_LEASE);
    assertThat(now(ports.sublets().waiting(owner, MANY)).items()).containsExactly(made);
    refusal(ports.sublets().decide(id, tenant, Optional.empty()), NOT_FOUND);
    refusal(ports.sublets().decide(id, trade.owner(), Optional.empty()), NOT_FOUND);
    Sublet given = now(ports.sublets().decide(id, owner, Optional.empty()));
    assertThat(given.consent()).isEqualTo(Consent.GIVEN);
    assertThat(given.listing().open()).isTrue();
    assertThat(now(ports.sublets().waiting(owner, MANY)).items()).isEmpty();
    lease(other, given.listing(), 10, 0, 10);
    assertThat(
            refusal(ports.sublets().decide(id, owner, Optional.empty()), CONSENT_DECIDED).facts())
        .containsEntry("state", "GIVEN");
    assertThat(refusal(revising(id, 41, true), CONSENT_MISSING).facts())
        .containsEntry("units", "40");
    now(revising(id, 20, true));
    now(revising(id, 40, true));
    assertThat(told(tenant)).contains(EventKind.SUBLET_CONSENTED);
    assertNothingWrong();
  }

  @Test
  void withoutConsentItsUnitsCanBeOfferedAnew() {
    lease(SubletRule.WITH_CONSENT);
    UUID refused = offer(100, 0, 90).listing().id();
    Sublet no =
        now(ports.sublets().decide(refused, owner, Optional.of(ConsentRefusal.TENANT_RECORD)));
    assertThat(no.consent()).isEqualTo(Consent.REFUSED);
    assertThat(no.refusal()).contains(ConsentRefusal.TENANT_RECORD);
    refusal(revising(refused, 100, true), CONSENT_MISSING);
    Sublet late = now(offering(tenant, lease, 100, 0, 90, Duration.ZERO));
    assertThat(
            refusal(
                    ports.sublets().decide(late.listing().id(), owner, Optional.empty()),
                    CONSENT_DECIDED)
                .facts())
        .containsEntry("state", "LAPSED");
    assertThat(now(ports.sublets().lapse(500))).isPositive();
    assertThat(now(ports.sublets().lapse(500))).isZero();
    UUID withdrawn = offer(100, 0, 90).listing().id();
    now(revising(withdrawn, 100, false));
    offer(100, 0, 90);
    assertThat(now(ports.sublets().page(tenant, Optional.of(lease), MANY)).items())
        .extracting(Sublet::consent)
        .containsExactly(Consent.WAITING, Consent.WITHDRAWN, Consent.LAPSED, Consent.REFUSED);
    assertThat(now(ports.sublets().page(owner, Optional.empty(), MANY)).items()).hasSize(4);
    assertThat(now(ports.sublets().page(trade.owner(), Optional.of(lease), MANY)).items())
        .isEmpty();
    assertThat(told(tenant))
        .contains(EventKind.SUBLET_REFUSED, EventKind.SUBLET_LAPSED, EventKind.SUBLET_WITHDRAWN);
    assertNothingWrong();
  }

  @Test
  void whatIsForbiddenStaysSo() {
    lease(SubletRule.FORBIDDEN);
    refusal(offering(tenant, lease, 1, 0, 1), SUBLET_FORBIDDEN);
  }

  @Test
  void aClosedOfferGivesBackWhatIsNotLet() {
    lease(SubletRule.ALLOWED);
    Listing listing = offer(100, 0, 90).listing();
    Caller other = trade.exporterWith("USD 10000");
    lease(other, listing, 30, 0, 10);
    refusal(offering(tenant, lease, 1, 50, 1), SUBLET_EXCEEDS_LEASE);
    now(revising(listing.id(), 100, false));
    refusal(offering(tenant, lease, 71, 9, 1), SUBLET_EXCEEDS_LEASE);
    offer(70, 0, 10);
    offer(99, 10, 80);
    assertThat(refusal(revising(listing.id(), 31, true), SUBLET_EXCEEDS_LEASE).facts())
        .containsEntry("day", OPENING.toString());
    Block block =
        new Block(
            UUID.randomUUID(), listing.id(), DateRange.ofDays(OPENING, 1), 1, "racks repaired");
    refusal(ports.blocks().add(block, tenant), LISTING_CLOSED);
    assertNothingWrong();
  }

  @Test
  void aLeaseIsNotCancelledUnderItsSublets() {
    lease(SubletRule.ALLOWED);
    Listing listing = offer(50, 0, 90).listing();
    Listing idle = offer(50, 0, 90).listing();
    Caller other = trade.exporterWith("USD 10000");
    UUID held = hold(other, listing, 5, 80, 10).id();
    refusal(cancelling(lease, tenant), SUBLET_IN_THE_WAY);
    UUID below = now(ports.contracts().settle(UUID.randomUUID(), held, other)).id();
    assertThat(refusal(cancelling(lease, tenant), SUBLET_IN_THE_WAY).facts())
        .containsEntry("day", OPENING.plusDays(80).toString())
        .containsEntry("let", "5")
        .containsEntry("units", "0");
    now(cancelling(below, other));
    now(cancelling(lease, tenant));
    for (UUID each : List.of(listing.id(), idle.id())) {
      assertThat(now(ports.listings().find(each)).value().open()).isFalse();
      refusal(revising(each, 50, true), CONTRACT_ENDED);
    }
    refusal(offering(tenant, lease, 1, 0, 1), CONTRACT_ENDED);
    assertNothingWrong();
  }

  private AmendContract amending() {
    Clock clock =
        Clock.fixed(OPENING.minusDays(40).atStartOfDay(HAMBURG.zone()).toInstant(), HAMBURG.zone());
    return new AmendContract(ports.billings(), ports.amendments(), clock, Duration.ofDays(1));
  }

  /** At most so many units from a day on. */
  private Mono<Amendment> givingBack(UUID contract, Caller caller, int day, int units) {
    return Mono.defer(
        () ->
            amending()
                .quote(caller, UUID.randomUUID(), contract, OPENING.plusDays(day), units)
                .flatMap(quote -> amending().agree(caller, quote.id())));
  }

  @Test
  void aLeaseDoesNotBecomeSmallerThanItsSublets() {
    lease(SubletRule.ALLOWED);
    Listing listing = offer(60, 10, 30).listing();
    Listing idle = offer(40, 0, 90).listing();
    lease(trade.exporterWith("USD 10000"), listing, 50, 10, 30);
    assertThat(refusal(givingBack(lease, tenant, 20, 49), SUBLET_IN_THE_WAY).facts())
        .containsEntry("day", OPENING.plusDays(20).toString())
        .containsEntry("let", "50")
        .containsEntry("units", "49");
    // An end date that moves into a sublet.
    assertThat(refusal(givingBack(lease, tenant, 39, 0), SUBLET_IN_THE_WAY).facts())
        .containsEntry("day", OPENING.plusDays(39).toString())
        .containsEntry("units", "0");
    assertThat(now(ports.amendments().agreed(lease, tenant))).isEmpty();
    assertThat(now(ports.listings().find(idle.id())).value().open()).isTrue();

    now(givingBack(lease, tenant, 20, 50));
    for (UUID each : List.of(listing.id(), idle.id())) {
      assertThat(now(ports.listings().find(each)).value().open()).isFalse();
    }
    refusal(offering(tenant, lease, 51, 9, 2), SUBLET_EXCEEDS_LEASE);
    offer(50, 0, 20);
    refusal(offering(tenant, lease, 1, 39, 1), SUBLET_EXCEEDS_LEASE);
    offer(50, 40, 50);
    now(givingBack(lease, tenant, 40, 0));
    refusal(offering(tenant, lease, 1, 40, 1), SUBLET_EXCEEDS_LEASE);
    assertNothingWrong();
  }

  private HandLeaseOver handing() {
    return new HandLeaseOver(
        ports.billings(),
        ports.leaseRequests(),
        ports.listings(),
        ports.creditFiles(),
        ports.rulebooks(),
        ports.novations(),
        RATES,
        Clock.fixed(OPENING.minusDays(40).atStartOfDay(HAMBURG.zone()).toInstant(), HAMBURG.zone()),
        Duration.ofDays(2));
  }

  private Mono<Novation> handingOver(UUID contract, Caller holder, Caller newcomer, int units) {
    return Mono.defer(
        () ->
            handing()
                .offer(
                    holder,
                    UUID.randomUUID(),
                    contract,
                    newcomer.organizationId(),
                    OPENING.plusDays(20),
                    units,
                    Money.parse("USD 0")));
  }

  @Test
  void unitsThatASubletHasAreNotHandedOver() {
    lease(SubletRule.ALLOWED);
    Listing listing = offer(60, 10, 30).listing();
    lease(trade.exporterWith("USD 10000"), listing, 50, 10, 30);
    Caller newcomer = trade.exporterWith("USD 20000");
    Novation tooMuch = now(handingOver(lease, tenant, newcomer, 51));
    now(handing().consent(owner, tooMuch.id()));
    refusal(
        handing().take(newcomer, UUID.randomUUID(), tooMuch.id(), "kettles"), SUBLET_IN_THE_WAY);
    assertHas(newcomer, "USD 20000.00");
    assertThat(now(ports.amendments().agreed(lease, tenant))).isEmpty();
    Novation rest = now(handingOver(lease, tenant, newcomer, 50));
    now(handing().consent(owner, rest.id()));
    now(handing().take(newcomer, UUID.randomUUID(), rest.id(), "kettles"));
    assertThat(now(ports.listings().find(listing.id())).value().open()).isFalse();
    assertNothingWrong();
  }

  /** Whoever lets on has an owner's say, and the owner above has none. */
  @Test
  void aTenantConsentsToTheNewcomerOfItsSublet() {
    lease(SubletRule.ALLOWED);
    Caller below = trade.exporterWith("USD 10000");
    UUID sublet = lease(below, offer(60, 10, 30).listing(), 50, 10, 30).id();
    Caller newcomer = trade.exporterWith("USD 10000");
    UUID unwanted = now(handingOver(sublet, below, newcomer, 50)).id();
    refusal(handing().consent(owner, unwanted), NOT_FOUND);
    refusal(handing().consent(newcomer, unwanted), FORBIDDEN);
    assertThat(now(handing().refuse(tenant, unwanted, Novation.Reason.CREDIT)).state())
        .isEqualTo(Novation.State.REFUSED);
    UUID wanted = now(handingOver(sublet, below, newcomer, 50)).id();
    now(handing().consent(tenant, wanted));
    Contract made = now(handing().take(newcomer, UUID.randomUUID(), wanted, "kettles"));
    assertThat(made.terms().ownerId()).isEqualTo(tenant.organizationId());
    assertNothingWrong();
  }

  /** Nor is anything added to a lease on an offer that is closed. */
  @Test
  void aSubletGoesToNobodyWhoLetsItsSpace() {
    lease(SubletRule.ALLOWED);
    Listing listing = offer(60, 10, 30).listing();
    Caller below = trade.exporterWith("USD 10000");
    UUID sublet = lease(below, listing, 50, 10, 30).id();
    for (Caller above : List.of(owner, tenant)) {
      refusal(handingOver(sublet, below, above, 1), VALIDATION_FAILED);
    }
    now(revising(listing.id(), 60, false));
    ExtendContract extending =
        new ExtendContract(
            ports.billings(),
            ports.leaseRequests(),
            ports.listings(),
            ports.creditFiles(),
            ports.rulebooks(),
            ports.annexes(),
            new Pricing(BigDecimal.ZERO),
            RATES,
            Clock.fixed(
                OPENING.minusDays(40).atStartOfDay(HAMBURG.zone()).toInstant(), HAMBURG.zone()),
            Duration.ofDays(1));
    DateRange days = DateRange.ofDays(OPENING.plusDays(10), 5);
    refusal(extending.quote(below, UUID.randomUUID(), sublet, 1, days), LISTING_CLOSED);
    assertNothingWrong();
  }

  @Test
  void aSubletEndsWithTheDefaultOfItsLeaseAndNobodyPaysForDaysThatAreGone() {
    owner = trade.owner();
    tenant = trade.exporterWith("USD 620");
    lease = lease(tenant, listing(SubletRule.ALLOWED, 10), 10, 0, 59).id();
    Listing offered = offer(4, 14, 30).listing();
    Listing idle = offer(6, 0, 59).listing();
    Caller middle = trade.exporterWith("USD 240");
    UUID below = lease(middle, offered, 4, 14, 30).id();
    Listing again = now(offering(middle, below, 2, 31, 10)).listing();
    Caller last = trade.exporterWith("USD 40");
    Contract deepest = lease(last, again, 2, 31, 10);
    assertThat(deepest.chain()).extracting(Contract.Link::contractId).containsExactly(below, lease);
    UUID held = hold(last, idle, 1, 40, 5).id();
    bill(LocalDate.of(2031, 1, 25));
    assertThat(billing(lease).state()).isEqualTo(Billing.State.RUNNING);
    bill(LocalDate.of(2031, 2, 4));
    assertThat(billing(lease).state()).isEqualTo(Billing.State.DEFAULTED);
    assertThat(billing(below).state()).isEqualTo(Billing.State.TERMINATED);
    assertThat(billing(deepest.id()).state()).isEqualTo(Billing.State.TERMINATED);
    refusal(ports.contracts().settle(UUID.randomUUID(), held, last), RESERVATION_EXPIRED);
    // January and February are 310 and 280. Of 30 days below 21 are used, of 10 further below 4.
    assertHas(owner, "USD 590.00");
    assertHas(tenant, "USD 114.00");
    assertHas(middle, "USD 164.00");
    assertHas(last, "USD 32.00");
    assertThat(now(ports.documents().page(last, MANY)).items())
        .singleElement()
        .satisfies(
            invoice -> {
              assertThat(invoice.kind()).isEqualTo(Document.Kind.INVOICE);
              assertThat(invoice.to()).isEqualTo(LocalDate.of(2031, 2, 5));
              assertThat(invoice.total()).isEqualTo(Money.parse("USD 8.00"));
            });
    for (UUID each : List.of(offered.id(), idle.id(), again.id())) {
      assertThat(now(ports.listings().find(each)).value().open()).isFalse();
    }
    assertThat(now(ports.capacities().free(offered.id())).on(LocalDate.of(2031, 2, 5)))
        .isEqualTo(4);
    assertThat(told(last)).contains(EventKind.CONTRACT_TERMINATED);
    assertNothingWrong();
  }

  private void assertHas(Caller caller, String money) {
    assertThat(now(ports.ledger().wallet(caller.organizationId(), caller)))
        .containsExactly(Money.parse(money));
  }

  @Test
  void onNoDayIsMoreSubletThanLeased() {
    liveAll(
        (seed, seen) -> {
          lease(SubletRule.ALLOWED);
          new Tree(new Random(seed), seen).grow();
        },
        "offered",
        "offered below a sublet",
        "SUBLET_EXCEEDS_LEASE",
        "SUBLET_IN_THE_WAY",
        "leased",
        "revised",
        "given back",
        "cancelled");
  }

  /** A lease, sublets of it, sublets of those, and so on, at random. */
  private final class Tree {
    private static final int STEPS = 30;
    private static final int DAYS = 90;

    private final Random random;
    private final Set<String> seen;
    private final Map<UUID, Caller> tenants = new HashMap<>();
    private final Map<UUID, Caller> sellers = new HashMap<>();
    private final List<UUID> contracts = new ArrayList<>();
    private final List<UUID> listings = new ArrayList<>();

    Tree(Random random, Set<String> seen) {
      this.random = random;
      this.seen = seen;
      keep(lease, tenant);
    }

    private void keep(UUID contract, Caller caller) {
      contracts.add(contract);
      tenants.put(contract, caller);
    }

    void grow() {
      for (int step = 0; step < STEPS; step++) {
        try {
          seen.add(step());
        } catch (RefusedException refused) {
          seen.add(refused.refusal().code().name());
        }
        check();
      }
      assertNothingWrong();
    }

    private String step() {
      int dice = random.nextInt(10);
      if (dice < 4 || listings.isEmpty()) {
        return offer();
      }
      UUID listing = listings.get(random.nextInt(listings.size()));
      return switch (dice) {
        case 4, 5, 6 -> lease(listing);
        case 7 -> revise(listing);
        case 8 -> giveBack();
        default -> cancel();
      };
    }

    private String offer() {
      UUID above = contracts.get(random.nextInt(contracts.size()));
      int from = random.nextInt(DAYS);
      int days = 1 + random.nextInt(DAYS - from);
      Caller seller = java.util.Objects.requireNonNull(tenants.get(above));
      UUID made = now(offering(seller, above, 1 + random.nextInt(60), from, days)).listing().id();
      listings.add(made);
      sellers.put(made, seller);
      return above.equals(lease) ? "offered" : "offered below a sublet";
    }

    private String lease(UUID id) {
      Listing listing = now(ports.listings().find(id)).value();
      Caller buyer = trade.exporterWith("USD 20000");
      int days = 1 + random.nextInt(listing.window().days());
      int first = (int) (listing.window().from().toEpochDay() - OPENING.toEpochDay());
      int from = first + random.nextInt(listing.window().days() - days + 1);
      int units = 1 + random.nextInt(listing.quantity());
      keep(SubletsBehavior.this.lease(buyer, listing, units, from, days).id(), buyer);
      return "leased";
    }

    private String revise(UUID listing) {
      now(revising(listing, 1 + random.nextInt(80), random.nextInt(3) > 0));
      return "revised";
    }

    private String giveBack() {
      UUID contract = contracts.get(random.nextInt(contracts.size()));
      DateRange stay = billing(contract).extent().quantities().stay();
      int day = (int) (stay.from().toEpochDay() - OPENING.toEpochDay());
      now(
          givingBack(
              contract,
              java.util.Objects.requireNonNull(tenants.get(contract)),
              day + random.nextInt(stay.days()),
              random.nextInt(60)));
      return "given back";
    }

    private String cancel() {
      UUID contract = contracts.get(random.nextInt(contracts.size()));
      now(cancelling(contract, java.util.Objects.requireNonNull(tenants.get(contract))));
      return "cancelled";
    }

    /** Adds up from outside what hangs below each lease on each day. */
    private void check() {
      Map<UUID, int[]> kept = new HashMap<>();
      for (UUID id : listings) {
        Listing listing = now(ports.listings().find(id)).value();
        var free = now(ports.capacities().free(id));
        int[] sum =
            kept.computeIfAbsent(
                listing.parent().orElseThrow().contractId(), each -> new int[DAYS]);
        for (int day = 0; day < DAYS; day++) {
          LocalDate date = OPENING.plusDays(day);
          if (!date.isBefore(listing.window().from()) && date.isBefore(listing.window().to())) {
            sum[day] += listing.quantity() - (listing.open() ? 0 : free.on(date));
          }
        }
      }
      kept.forEach(
          (contract, sum) -> {
            Quantities has = billing(contract).extent().quantities();
            boolean cancelled = billing(contract).state() == Billing.State.CANCELLED;
            for (int day = 0; day < DAYS; day++) {
              LocalDate date = OPENING.plusDays(day);
              assertThat(sum[day])
                  .as("kept of %s on %s", contract, date)
                  .isBetween(0, cancelled ? 0 : has.on(date));
            }
          });
    }
  }
}
