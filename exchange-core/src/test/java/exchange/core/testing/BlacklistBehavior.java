package exchange.core.testing;

import static exchange.core.testing.Trade.RATES;
import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.ANOTHER_OPERATOR_NEEDED;
import static exchange.core.values.RefusalCode.APPEAL_USED;
import static exchange.core.values.RefusalCode.BLACKLISTING_ENDED;
import static exchange.core.values.RefusalCode.FORBIDDEN;
import static exchange.core.values.RefusalCode.MEMBER_BLACKLISTED;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.NO_APPEAL;
import static exchange.core.values.RefusalCode.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import exchange.core.annex.Annex;
import exchange.core.annex.ExtendContract;
import exchange.core.billing.AmendContract;
import exchange.core.billing.Amendment;
import exchange.core.billing.Billing;
import exchange.core.billing.CancelContract;
import exchange.core.blacklist.AppealBlacklisting;
import exchange.core.blacklist.BlacklistMember;
import exchange.core.blacklist.Blacklisting;
import exchange.core.blacklist.Blacklisting.Appeal;
import exchange.core.blacklist.Blacklisting.Reason;
import exchange.core.blacklist.Blacklisting.State;
import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservation;
import exchange.core.capacity.Reservation.Held;
import exchange.core.capacity.Reservations.Part;
import exchange.core.dispute.DisputeRules;
import exchange.core.dispute.OpenDispute;
import exchange.core.dispute.Subject;
import exchange.core.event.Event;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.novation.HandLeaseOver;
import exchange.core.novation.Novation;
import exchange.core.quote.LocationCost;
import exchange.core.quote.OfferIndex;
import exchange.core.quote.Options;
import exchange.core.quote.Quotes.QuoteSet;
import exchange.core.quote.SearchOffers;
import exchange.core.quote.SurveySupply;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What {@code Blacklistings} promises, and what it keeps everything else from. */
public abstract class BlacklistBehavior extends LeaseBehavior {
  private static final Clock EARLY = Clock.fixed(midnight(JANUARY.plusDays(4)), ZoneOffset.UTC);
  private static final Clock AHEAD = Clock.fixed(midnight(JANUARY.minusDays(10)), ZoneOffset.UTC);
  private static final LocalDate MID_FEBRUARY = FEBRUARY.plusDays(14);
  private static final HoldLimits LIMITS = HoldLimits.proposed(Duration.ofMinutes(10));
  private static final Page.Query ALL = new Page.Query(200, Optional.empty());

  private Caller operator;
  private Caller owner;
  private Caller exporter;
  private Listing listing;

  @BeforeEach
  void members() {
    operator = trade.operator();
    owner = trade.owner();
    exporter = trade.exporterWith("USD 5000");
    listing = trade.listing(owner, 40);
  }

  // The list itself ------------------------------------------------------------------------------

  private BlacklistMember desk() {
    return new BlacklistMember(ports.blacklistings(), Clock.systemUTC());
  }

  private Mono<Blacklisting> listing(Caller member, Duration time) {
    Instant until = Instant.now().plus(time).truncatedTo(ChronoUnit.MILLIS);
    return desk()
        .list(
            operator,
            UUID.randomUUID(),
            member.organizationId(),
            Reason.UNPAID,
            "three invoices",
            until);
  }

  private Blacklisting list(Caller member) {
    return now(listing(member, Duration.ofDays(30)));
  }

  private Mono<Blacklisting> appealing(Caller member, Blacklisting against) {
    return new AppealBlacklisting(ports.blacklistings())
        .appeal(member, against.organizationId(), against.id(), "they are paid");
  }

  private Mono<Blacklisting> lifting(Blacklisting which) {
    return desk().lift(operator, which.organizationId(), which.id(), "all paid");
  }

  private Mono<Blacklisting> upholding(Caller by, Blacklisting which) {
    return desk().uphold(by, which.organizationId(), which.id(), "two are not");
  }

  private List<String> told(Caller member) {
    return now(ports.events().page(member, ALL)).items().stream()
        .map(Event::kind)
        .filter(kind -> kind.contains("BLACKLIST"))
        .toList();
  }

  @Test
  void aMemberIsListedOnceAtATimeAndKnowsWhy() {
    Blacklisting listed = list(exporter);
    assertThat(listed.reason()).isEqualTo(Reason.UNPAID);
    assertThat(listed.words()).isEqualTo("three invoices");
    assertThat(listed.listedBy()).isEqualTo(operator.organizationId());
    assertThat(listed.since()).isBefore(listed.until());
    assertNow(ports.blacklistings().inForce(exporter.organizationId())).isEqualTo(listed);
    assertThat(now(ports.blacklistings().members()))
        .contains(exporter.organizationId())
        .doesNotContain(owner.organizationId());
    Refusal again = refusal(listing(exporter, Duration.ofDays(60)), MEMBER_BLACKLISTED);
    assertThat(again.facts())
        .containsEntry("organizationId", exporter.organizationId().toString())
        .containsKeys("since", "until");
    assertThat(OffsetDateTime.parse(again.facts().get("until")).toInstant())
        .isEqualTo(listed.until());
    assertThat(told(exporter)).containsExactly("MEMBER_BLACKLISTED");
    now(lifting(listed));
    assertEmpty(ports.blacklistings().inForce(exporter.organizationId()));
    Blacklisting second = list(exporter);
    assertThat(now(ports.blacklistings().page(exporter.organizationId(), ALL)).items())
        .extracting(Blacklisting::id)
        .containsExactly(second.id(), listed.id());
    assertThat(now(ports.blacklistings().page(owner.organizationId(), ALL)).items()).isEmpty();
  }

  @Test
  void onlyOperatorsListAndOnlyMembersAndOnlyForATime() {
    Instant soon = Instant.now().plusSeconds(60);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> list(exporter, exporter, soon))
        .matches(refused -> refused.refusal().code() == FORBIDDEN);
    Caller nobody = new Caller(UUID.randomUUID(), exporter.roles());
    refusal(Mono.defer(() -> list(operator, nobody, soon)), NOT_FOUND);
    Instant far = Instant.now().plus(Blacklisting.LONGEST).plusSeconds(60);
    for (Instant wrong : List.of(Instant.now().minusSeconds(1), far)) {
      refusal(Mono.defer(() -> list(operator, exporter, wrong)), VALIDATION_FAILED);
    }
    assertThat(told(exporter)).isEmpty();
  }

  private Mono<Blacklisting> list(Caller by, Caller member, Instant until) {
    return desk().list(by, UUID.randomUUID(), member.organizationId(), Reason.OTHER, "why", until);
  }

  @Test
  void itEndsByItselfWhenItsTimeIsOver() {
    Blacklisting listed = now(listing(exporter, Duration.ofSeconds(3)));
    assertThat(listed.stateAt(listed.until().minusNanos(1))).isEqualTo(State.IN_FORCE);
    assertThat(listed.stateAt(listed.until())).isEqualTo(State.EXPIRED);
    LeaseTerms terms = trade.terms(exporter, listing, 1, 0, 10);
    refusal(ports.reservations().reserve(UUID.randomUUID(), terms, LIMITS), MEMBER_BLACKLISTED);
    now(appealing(exporter, listed));
    now(Mono.delay(Duration.between(Instant.now(), listed.until().plusMillis(1))));
    now(ports.reservations().reserve(UUID.randomUUID(), terms, LIMITS));
    assertEmpty(ports.blacklistings().inForce(exporter.organizationId()));
    assertThat(now(ports.blacklistings().members())).doesNotContain(exporter.organizationId());
    assertThat(now(ports.blacklistings().appealed(1000).collectList()))
        .extracting(Blacklisting::id)
        .doesNotContain(listed.id());
    assertThat(refusal(lifting(listed), BLACKLISTING_ENDED).facts())
        .containsEntry("state", "EXPIRED");
    list(exporter);
  }

  @Test
  void thereIsOneAppealAndAnotherOperatorAnswersIt() {
    Caller another = trade.operator();
    Blacklisting listed = list(exporter);
    refusal(upholding(another, listed), NO_APPEAL);
    refusal(appealing(owner, listed), NOT_FOUND);
    Appeal appeal = now(appealing(exporter, listed)).appeal().orElseThrow();
    assertThat(appeal.words()).isEqualTo("they are paid");
    assertThat(appeal.dueAt()).isEqualTo(appeal.at().plus(Blacklisting.ANSWERED_WITHIN));
    refusal(appealing(exporter, listed), APPEAL_USED);
    assertThat(now(ports.blacklistings().appealed(1000).collectList()))
        .extracting(Blacklisting::id)
        .contains(listed.id());
    refusal(upholding(operator, listed), ANOTHER_OPERATOR_NEEDED);
    Blacklisting upheld = now(upholding(another, listed));
    assertThat(upheld.appeal().orElseThrow().upheld().orElseThrow().by())
        .isEqualTo(another.organizationId());
    assertThat(upheld.isInForceAt(Instant.now())).isTrue();
    refusal(upholding(another, listed), NO_APPEAL);
    refusal(appealing(exporter, listed), APPEAL_USED);
    assertThat(now(ports.blacklistings().appealed(1000).collectList()))
        .extracting(Blacklisting::id)
        .doesNotContain(listed.id());
    Blacklisting lifted = now(lifting(listed));
    assertThat(lifted.lifted().orElseThrow().words()).isEqualTo("all paid");
    assertThat(lifted.stateAt(Instant.now())).isEqualTo(State.LIFTED);
    assertThat(refusal(appealing(exporter, listed), BLACKLISTING_ENDED).facts())
        .containsEntry("state", "LIFTED");
    refusal(lifting(listed), BLACKLISTING_ENDED);
    assertThat(told(exporter))
        .containsExactly(
            "BLACKLISTING_LIFTED",
            "BLACKLISTING_UPHELD",
            "BLACKLISTING_APPEALED",
            "MEMBER_BLACKLISTED");
  }

  @Test
  void whoWaitsLongestForAnAnswerComesFirst() {
    List<UUID> order = new ArrayList<>();
    for (Caller member : List.of(exporter, owner, trade.exporter())) {
      Blacklisting listed = list(member);
      now(appealing(member, listed));
      order.add(listed.id());
    }
    assertThat(
            now(ports.blacklistings().appealed(1000).map(Blacklisting::id).collectList()).stream()
                .filter(order::contains))
        .containsExactlyElementsOf(order);
  }

  // What is refused ------------------------------------------------------------------------------

  private HandLeaseOver handing() {
    return new HandLeaseOver(
        ports.billings(),
        ports.leaseRequests(),
        ports.listings(),
        ports.creditFiles(),
        ports.rulebooks(),
        ports.novations(),
        RATES,
        EARLY,
        Duration.ofDays(2));
  }

  private Mono<Novation> offering(Caller holder, UUID contract, Caller to) {
    return handing()
        .offer(
            holder,
            UUID.randomUUID(),
            contract,
            to.organizationId(),
            MID_FEBRUARY,
            1,
            Money.parse("USD 0"));
  }

  private Novation consented(Caller holder, UUID contract, Caller to) {
    Novation offer = now(offering(holder, contract, to));
    return now(handing().consent(owner, offer.id()));
  }

  private Mono<Contract> taking(Caller newcomer, Novation offer) {
    return handing().take(newcomer, UUID.randomUUID(), offer.id(), "kettles");
  }

  private ExtendContract extending() {
    return new ExtendContract(
        ports.billings(),
        ports.leaseRequests(),
        ports.listings(),
        ports.creditFiles(),
        ports.rulebooks(),
        ports.annexes(),
        FIVE_PERCENT,
        RATES,
        EARLY,
        Duration.ofMinutes(15));
  }

  private Mono<Annex> quotingAnnex(UUID contract) {
    DateRange days = new DateRange(MID_FEBRUARY, MID_FEBRUARY.plusDays(5));
    return extending().quote(exporter, UUID.randomUUID(), contract, 1, days);
  }

  private Held hold(LeaseTerms terms) {
    return now(ports.reservations().reserve(UUID.randomUUID(), terms, LIMITS));
  }

  private Mono<Contract> settling(Held held) {
    return ports.contracts().settle(UUID.randomUUID(), held.id(), exporter);
  }

  private Mono<QuoteSet> quoting(Caller member) {
    LeaseRequest request = trade.request(member, 1, JANUARY, 10);
    return ports
        .quotes()
        .add(
            new QuoteSet(
                UUID.randomUUID(), request.id(), member.organizationId(), List.of(), List.of()));
  }

  /** All that makes a new deal of the exporter, prepared while it could be made. */
  private List<Mono<?>> deals(UUID lease, Caller holder, UUID other) {
    LeaseTerms terms = trade.terms(exporter, listing, 1, 0, 10);
    LeaseRequest split = trade.request(exporter, 2, JANUARY, 10);
    Listing second = trade.listing(owner, 10);
    List<Part> parts =
        List.of(
            new Part(UUID.randomUUID(), Trade.terms(split, listing)),
            new Part(UUID.randomUUID(), Trade.terms(split, second)));
    Held held = hold(trade.terms(exporter, listing, 1, 0, 10));
    UUID annex = now(quotingAnnex(lease)).id();
    Novation novation = consented(holder, other, exporter);
    return List.of(
        quoting(exporter),
        ports.reservations().reserve(UUID.randomUUID(), terms, LIMITS),
        ports.reservations().reserveParts(parts, LIMITS),
        settling(held),
        quotingAnnex(lease),
        extending().agree(exporter, UUID.randomUUID(), annex),
        offering(holder, other, exporter),
        taking(exporter, novation));
  }

  @Test
  void anExporterMakesNoNewDealsAndWhatRunsGoesOn() {
    Caller holder = trade.exporterWith("USD 1000");
    UUID lease = lease(exporter, listing);
    UUID other = lease(holder, listing);
    List<Mono<?>> deals = deals(lease, holder, other);
    Held held = hold(trade.terms(exporter, listing, 1, 0, 10));
    UUID unbegun = lease(exporter, listing);
    Blacklisting listed = list(exporter);
    for (Mono<?> deal : deals) {
      assertThat(refusal(deal, MEMBER_BLACKLISTED).facts())
          .containsEntry("organizationId", exporter.organizationId().toString())
          .containsKeys("since", "until");
    }
    assertHas(exporter, "USD 4479.20");

    assertThat(now(ports.reservations().release(held.id(), exporter)))
        .isInstanceOf(Reservation.Released.class);
    now(new CancelContract(ports.billings(), AHEAD).cancel(exporter, unbegun));
    assertHas(exporter, "USD 4739.60");
    AmendContract amending =
        new AmendContract(ports.billings(), ports.amendments(), EARLY, Duration.ofMinutes(15));
    Amendment less = now(amending.quote(exporter, UUID.randomUUID(), lease, MID_FEBRUARY, 3));
    now(amending.agree(exporter, less.id()));
    assertThat(billingOf(lease, exporter).extent().quantities().on(MID_FEBRUARY)).isEqualTo(3);
    Novation away = consented(exporter, lease, holder);
    now(taking(holder, away));
    DisputeRules rules = new DisputeRules(7, 14, 60, "Singapore", "Singapore");
    now(
        new OpenDispute(ports.disputes(), rules, EARLY)
            .open(
                exporter,
                UUID.randomUUID(),
                lease,
                Subject.goods(JANUARY, "rain"),
                Money.parse("USD 1"),
                "it was wet"));
    bill(MARCH.plusDays(30));
    assertThat(billingOf(lease, exporter).state()).isEqualTo(Billing.State.ENDED);
    assertBalanced();

    now(lifting(listed));
    now(deals.get(1));
    now(deals.get(3));
  }

  @Test
  void anOwnersSpaceIsNeitherFoundNorTakenAndItsTenantsStay() {
    UUID lease = lease(exporter, listing);
    Held held = hold(trade.terms(exporter, listing, 1, 0, 10));
    LeaseTerms terms = trade.terms(exporter, listing, 1, 0, 10);
    UUID annex = now(quotingAnnex(lease)).id();
    Caller newcomer = trade.exporterWith("USD 1000");
    Novation novation = consented(exporter, lease, newcomer);
    assertThat(isFound()).isTrue();
    assertThat(supply()).isEqualTo(35);

    Blacklisting listed = list(owner);
    List<Mono<?>> deals =
        List.of(
            ports.reservations().reserve(UUID.randomUUID(), terms, LIMITS),
            settling(held),
            quotingAnnex(lease),
            extending().agree(exporter, UUID.randomUUID(), annex),
            offering(exporter, lease, newcomer),
            taking(newcomer, novation));
    for (Mono<?> deal : deals) {
      assertThat(refusal(deal, MEMBER_BLACKLISTED).facts())
          .containsEntry("organizationId", owner.organizationId().toString());
    }
    assertThat(isFound()).isFalse();
    assertThat(supply()).isZero();
    bill(MARCH.plusDays(30));
    assertThat(billingOf(lease, owner).state()).isEqualTo(Billing.State.ENDED);
    assertHas(owner, "USD 280.00");

    now(lifting(listed));
    assertThat(isFound()).isTrue();
    now(settling(held));
  }

  private OfferIndex index() {
    Options options = new Options(FIVE_PERCENT, new LocationCost(CurrencyUnit.USD), RATES);
    return new OfferIndex(ports.offers(), options, count -> {});
  }

  /** By somebody who looks for a pallet. */
  private boolean isFound() {
    LeaseRequest request = trade.request(trade.exporter(), 1, JANUARY, 10);
    SearchOffers.Filter all = new SearchOffers.Filter(Optional.empty(), OptionalInt.empty());
    return now(new SearchOffers(index(), AHEAD).search(request, all, 100_000)).options().stream()
        .anyMatch(option -> option.listing().id().equals(listing.id()));
  }

  /** Of the owner's on 1 January, when four pallets are leased and one is held. */
  private long supply() {
    return now(
            new SurveySupply(index())
                .survey(
                    DateRange.ofDays(JANUARY, 1),
                    each -> each.ownerId().equals(owner.organizationId())))
        .stream()
        .mapToLong(SurveySupply.Supply::units)
        .sum();
  }

  // Who comes first ------------------------------------------------------------------------------

  @Test
  void aDealIsMadeBeforeTheListingOrNotAtAll() {
    for (int round = 0; round < 5; round++) {
      owner = trade.owner();
      listing = trade.listing(owner, 40);
      List<Held> held = new ArrayList<>();
      List<Caller> exporters = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        exporters.add(trade.exporterWith("USD 100"));
        held.add(hold(trade.terms(exporters.get(i), listing, 1, 0, 10)));
      }
      Mono<List<Object>> settled =
          Flux.range(0, 12)
              .flatMap(
                  i ->
                      ports
                          .contracts()
                          .settle(UUID.randomUUID(), held.get(i).id(), exporters.get(i))
                          .<Object>map(contract -> contract)
                          .onErrorResume(Mono::just)
                          .subscribeOn(Schedulers.parallel()),
                  12)
              .collectList();
      Mono<Blacklisting> listed = listing(owner, Duration.ofDays(1));
      var both = now(Mono.zip(settled, listed.subscribeOn(Schedulers.boundedElastic())));
      int contracts = 0;
      for (Object end : both.getT1()) {
        if (end instanceof Contract contract) {
          contracts++;
          assertThat(contract.settledAt()).isBeforeOrEqualTo(both.getT2().since());
        } else {
          assertThat(((RefusedException) end).refusal().code()).isEqualTo(MEMBER_BLACKLISTED);
        }
      }
      for (int i = 0; i < 12; i++) {
        if (now(ports.reservations().find(held.get(i).id(), exporters.get(i))) instanceof Held) {
          now(ports.reservations().release(held.get(i).id(), exporters.get(i)));
        }
      }
      assertThat(now(ports.capacities().free(listing.id())).on(JANUARY)).isEqualTo(40 - contracts);
    }
    assertBalanced();
  }

  @Test
  void ofOperatorsWhoListAtTheSameTimeOneDoes() {
    List<Object> ends =
        now(
            Flux.range(0, 8)
                .flatMap(
                    i ->
                        listing(exporter, Duration.ofDays(1 + i))
                            .<Object>map(listed -> listed)
                            .onErrorResume(Mono::just)
                            .subscribeOn(Schedulers.boundedElastic()),
                    8)
                .collectList());
    assertThat(ends.stream().filter(Blacklisting.class::isInstance)).hasSize(1);
    assertThat(ends.stream().filter(RefusedException.class::isInstance))
        .hasSize(7)
        .allSatisfy(
            no ->
                assertThat(((RefusedException) no).refusal().code()).isEqualTo(MEMBER_BLACKLISTED));
    assertThat(told(exporter)).hasSize(1);
  }
}
