package exchange.core.testing;

import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.RATES;
import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.PRECONDITION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import exchange.core.acceptance.DecideLease;
import exchange.core.billing.Claim;
import exchange.core.capacity.HoldLimits;
import exchange.core.dispute.Dispute;
import exchange.core.dispute.DisputeRules;
import exchange.core.dispute.Disputes.Opening;
import exchange.core.dispute.Move;
import exchange.core.dispute.Subject;
import exchange.core.event.Deliveries;
import exchange.core.event.Deliveries.Dispatch;
import exchange.core.event.EventKind;
import exchange.core.lease.Asking;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.AcceptanceRule.Ground;
import exchange.core.member.Caller;
import exchange.core.notice.Awaited;
import exchange.core.notice.LostMail;
import exchange.core.notice.Notice;
import exchange.core.notice.NoticePreferences;
import exchange.core.notice.Notices;
import exchange.core.notice.Topic;
import exchange.core.novation.HandLeaseOver;
import exchange.core.novation.Novation;
import exchange.core.sublet.OfferSublet;
import exchange.core.sublet.Sublet;
import exchange.core.values.DateRange;
import exchange.core.values.Page;
import exchange.core.values.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code Notices} promises, and {@code Deliveries} of what is mailed. */
public abstract class NoticesBehavior extends StoreBehavior {
  private static final Page.Query ALL = new Page.Query(200, Optional.empty());
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int TRIES = 3;

  private Caller owner;
  private Caller exporter;

  @BeforeEach
  void admit() {
    owner = trade.owner();
    exporter = trade.exporterWith("USD 10000");
  }

  private List<Notice> notices(Caller member) {
    return now(ports.notices().page(member.organizationId(), ALL)).items();
  }

  private int unread(Caller member) {
    return now(ports.notices().unread(member.organizationId()));
  }

  private long read(Caller member, long upTo) {
    return now(ports.notices().markRead(member.organizationId(), upTo));
  }

  private List<Awaited> awaited(Caller member) {
    return now(ports.notices().awaited(member.organizationId()).collectList());
  }

  private void prefer(Caller member, Set<Topic> topics, String... addresses) {
    int version = now(ports.notices().preferences(member.organizationId())).version();
    NoticePreferences preferences = new NoticePreferences(List.of(addresses), topics, "zh");
    now(ports.notices().replace(member.organizationId(), preferences, version));
  }

  /** All that is due. */
  private List<Dispatch> claim() {
    List<Dispatch> all = new ArrayList<>();
    for (List<Dispatch> some = claim(LONG); !some.isEmpty(); some = claim(LONG)) {
      all.addAll(some);
    }
    return all;
  }

  private List<Dispatch> claim(Duration lease) {
    Deliveries.Claim claim = new Deliveries.Claim(1000, 1000, Set.of(), lease, TRIES);
    return now(ports.deliveries().claim(claim).collectList());
  }

  private static String fresh() {
    return "ops-" + UUID.randomUUID() + "@lantern.example";
  }

  private Contract lease(Optional<Asking> asking) {
    LeaseTerms terms = trade.terms(exporter, trade.listing(owner, 10), 4, 0, 40);
    LeaseTerms asked =
        asking.map(how -> Trade.with(terms, terms.conditions().with(how))).orElse(terms);
    UUID reservation = UUID.randomUUID();
    now(ports.reservations().reserve(reservation, asked, HoldLimits.proposed(LONG)));
    return now(ports.contracts().settle(UUID.randomUUID(), reservation, exporter));
  }

  private Sublet offerOn(Contract lease) {
    OfferSublet use = new OfferSublet(ports.contracts(), ports.sublets(), RATES, LONG);
    OfferSublet.Part part =
        new OfferSublet.Part(1, DateRange.ofDays(OPENING, 10), Trade.dollarADay(), 1, 1);
    return now(use.offer(exporter, UUID.randomUUID(), lease.id(), part));
  }

  @Test
  void eachIsToldOfWhatItIsPartyTo() {
    Contract lease = lease(Optional.empty());
    assertThat(notices(exporter))
        .extracting(each -> each.event().kind())
        .containsExactly(
            "CONTRACT_SETTLED",
            "RESERVATION_HELD",
            "LEASE_REQUEST_FILED",
            "FUNDS_DEPOSITED",
            "ORGANIZATION_ADMITTED");
    assertThat(notices(owner))
        .extracting(each -> each.event().kind())
        .startsWith("CONTRACT_SETTLED", "RESERVATION_HELD");
    Notice newest = notices(owner).get(0);
    assertThat(newest).isEqualTo(notices(exporter).get(0));
    assertThat(newest.shownBy()).isEqualTo(lease.id());
    assertThat(newest.unread()).isTrue();

    Page<Notice> first =
        now(ports.notices().page(exporter.organizationId(), new Page.Query(2, Optional.empty())));
    Page<Notice> rest =
        now(ports.notices().page(exporter.organizationId(), new Page.Query(3, first.next())));
    List<Notice> both = new ArrayList<>(first.items());
    both.addAll(rest.items());
    assertThat(both).isEqualTo(notices(exporter));
    assertThat(rest.next()).isEmpty();
  }

  @Test
  void whatWasReadStaysReadAndWhatIsYetToHappenIsNot() {
    trade.warehouse(owner);
    trade.warehouse(owner);
    List<Notice> all = notices(owner);
    assertThat(all).hasSize(3).allMatch(Notice::unread);
    assertThat(unread(owner)).isEqualTo(3);

    assertThat(read(owner, all.get(1).position())).isEqualTo(all.get(1).position());
    assertThat(unread(owner)).isEqualTo(1);
    assertThat(notices(owner)).extracting(Notice::unread).containsExactly(true, false, false);
    assertThat(read(owner, all.get(2).position())).isEqualTo(all.get(1).position());
    assertThat(unread(owner)).isEqualTo(1);

    assertThat(read(owner, Long.MAX_VALUE)).isLessThan(Long.MAX_VALUE);
    assertThat(unread(owner)).isZero();
    trade.warehouse(owner);
    assertThat(unread(owner)).isEqualTo(1);
    assertThat(unread(exporter)).isEqualTo(2);
  }

  @Test
  void noMoreAreCountedThanAnybodyWantsToKnow() {
    for (int i = 0; i < Notices.MOST_COUNTED; i++) {
      trade.warehouse(owner);
    }
    assertThat(unread(owner)).isEqualTo(Notices.MOST_COUNTED);
    read(owner, notices(owner).get(5).position());
    assertThat(unread(owner)).isEqualTo(5);
  }

  @Test
  void whoIsToAnswerALeaseIsTold() {
    Contract lease = lease(Optional.of(new Asking(List.of(Ground.BY_HAND), 48, 12)));
    assertThat(awaited(owner))
        .containsExactly(
            new Awaited(EventKind.ACCEPTANCE_ASKED, lease.id(), lease.id(), lease.answerBy()));
    assertThat(awaited(exporter)).isEmpty();
    now(
        new DecideLease(ports.acceptances(), ports.contracts(), ports.holds(), CLOCK)
            .accept(owner, lease.id()));
    assertThat(awaited(owner)).isEmpty();
  }

  @Test
  void whoIsToConsentToASubletIsTold() {
    Contract lease = lease(Optional.empty());
    Sublet offer = offerOn(lease);
    UUID id = offer.listing().id();
    assertThat(awaited(owner))
        .containsExactly(new Awaited(EventKind.SUBLET_OFFERED, id, lease.id(), offer.decideBy()));
    assertThat(notices(exporter).get(0).event().subjectId()).isEqualTo(id);
    assertThat(notices(exporter).get(0).shownBy()).isEqualTo(lease.id());
    assertThat(awaited(exporter)).isEmpty();
    now(ports.sublets().decide(id, owner, Optional.empty()));
    assertThat(awaited(owner)).isEmpty();
  }

  @Test
  void whoIsToAgreeToAClaimIsTold() {
    Contract lease = lease(Optional.empty());
    Claim claim =
        now(
            ports
                .claims()
                .file(
                    UUID.randomUUID(),
                    lease.id(),
                    owner,
                    Money.parse("USD 5"),
                    "bent racks",
                    Instant.parse("2031-01-20T10:00:00Z")));
    assertThat(awaited(exporter))
        .containsExactly(
            new Awaited(EventKind.CLAIM_FILED, claim.id(), lease.id(), Optional.empty()));
    assertThat(notices(owner).get(0).shownBy()).isEqualTo(lease.id());
    assertThat(awaited(owner)).isEmpty();
    now(ports.claims().agree(claim.id(), exporter));
    assertThat(awaited(exporter)).isEmpty();
  }

  @Test
  void whoIsToAnswerADisputeIsToldBeforeWhoHasMoreTime() {
    Contract lease = lease(Optional.empty());
    DisputeRules rules = new DisputeRules(7, 14, 60, "Singapore", "Singapore");
    Opening opening =
        new Opening(
            UUID.randomUUID(),
            lease.id(),
            Subject.contract(),
            Money.parse("USD 5"),
            "it was wet",
            rules);
    Dispute dispute = now(ports.disputes().open(opening, exporter, CLOCK.instant()));
    Sublet offer = offerOn(lease);
    assertThat(awaited(owner))
        .extracting(Awaited::subjectId)
        .containsExactly(offer.listing().id(), dispute.id());
    assertThat(awaited(owner).get(1).answerBy()).contains(dispute.answerBy());
    now(
        ports
            .disputes()
            .move(
                dispute.id(),
                UUID.randomUUID(),
                owner,
                Move.answer("it was dry"),
                CLOCK.instant()));
    assertThat(awaited(owner)).extracting(Awaited::kind).containsExactly(EventKind.SUBLET_OFFERED);
  }

  @Test
  void onceTheOwnerConsentsItIsOnTheNewcomer() {
    Contract lease = lease(Optional.empty());
    Caller newcomer = trade.exporterWith("USD 10000");
    HandLeaseOver use =
        new HandLeaseOver(
            ports.billings(),
            ports.leaseRequests(),
            ports.listings(),
            ports.creditFiles(),
            ports.rulebooks(),
            ports.novations(),
            RATES,
            CLOCK,
            Duration.ofDays(2));
    Novation offer =
        now(
            use.offer(
                exporter,
                UUID.randomUUID(),
                lease.id(),
                newcomer.organizationId(),
                OPENING.plusDays(10),
                2,
                Money.parse("USD 1")));
    assertThat(awaited(owner))
        .extracting(Awaited::kind, Awaited::subjectId)
        .containsExactly(tuple(EventKind.NOVATION_OFFERED, offer.id()));
    assertThat(awaited(newcomer)).isEmpty();
    now(use.consent(owner, offer.id()));
    assertThat(awaited(owner)).isEmpty();
    assertThat(awaited(newcomer))
        .extracting(Awaited::kind, Awaited::shownBy)
        .containsExactly(tuple(EventKind.NOVATION_CONSENTED, offer.id()));
    now(use.take(newcomer, UUID.randomUUID(), offer.id(), "kettles"));
    assertThat(awaited(newcomer)).isEmpty();
  }

  @Test
  void preferencesAreReplacedByWhoSawThem() {
    UUID id = owner.organizationId();
    assertNow(ports.notices().preferences(id))
        .isEqualTo(new Versioned<>(NoticePreferences.FIRST, 1));
    NoticePreferences mine =
        new NoticePreferences(List.of(fresh(), fresh()), Set.of(Topic.MONEY), "zh");
    assertNow(ports.notices().replace(id, mine, 1)).isEqualTo(new Versioned<>(mine, 2));
    refusal(ports.notices().replace(id, NoticePreferences.FIRST, 1), PRECONDITION_FAILED);
    assertNow(ports.notices().preferences(id)).isEqualTo(new Versioned<>(mine, 2));
  }

  @Test
  void readingComesBeforePreferencesAndAfterThem() {
    read(owner, notices(owner).get(0).position());
    prefer(owner, Set.of(Topic.MONEY), fresh());
    assertThat(unread(owner)).isZero();
    prefer(exporter, Set.of(Topic.MONEY), fresh());
    assertThat(unread(exporter)).isEqualTo(2);
  }

  @Test
  void whatIsWantedIsMailedToEachAddress() {
    String one = fresh();
    String other = fresh();
    prefer(owner, Set.of(Topic.MARKET), one, other);
    UUID shed = trade.warehouse(owner).id();
    lease(Optional.empty());
    List<Dispatch> claimed = claim();
    for (String address : List.of(one, other)) {
      List<Dispatch> mine = to(address, claimed);
      assertThat(mine)
          .extracting(each -> each.event().kind())
          .containsExactlyInAnyOrder(
              "WAREHOUSE_REGISTERED", "WAREHOUSE_REGISTERED", "LISTING_PUBLISHED");
      assertThat(mine).extracting(each -> each.event().subjectId()).contains(shed);
      assertThat(mine)
          .allSatisfy(
              each -> {
                assertThat(each.letter().orElseThrow().language()).isEqualTo("zh");
                assertThat(each.letter().orElseThrow().awaited()).isFalse();
              });
    }
    assertThat(now(ports.webhooks().page(owner, ALL)).items()).isEmpty();
    UUID mailbox = to(one, claimed).get(0).webhookId();
    assertEmpty(ports.webhooks().find(mailbox, owner));
    refusal(ports.webhooks().remove(mailbox, owner), NOT_FOUND);
  }

  @Test
  void aLetterKnowsWhetherItsReaderIsToAnswerStill() {
    String lessor = fresh();
    String tenant = fresh();
    prefer(owner, Set.of(Topic.ANSWERS), lessor);
    prefer(exporter, Set.of(Topic.ANSWERS), tenant);
    Contract lease = lease(Optional.empty());
    Sublet offer = offerOn(lease);
    List<Dispatch> claimed = claim(Duration.ZERO);
    Dispatch asked = to(lessor, claimed).get(0);
    assertThat(asked.event().kind()).isEqualTo("SUBLET_OFFERED");
    assertThat(asked.letter().orElseThrow().shownBy()).isEqualTo(lease.id());
    assertThat(asked.letter().orElseThrow().awaited()).isTrue();
    assertThat(asked.letter().orElseThrow().answerBy()).isEqualTo(offer.decideBy());
    assertThat(to(tenant, claimed).get(0).letter().orElseThrow().awaited()).isFalse();

    now(ports.sublets().decide(offer.listing().id(), owner, Optional.empty()));
    Dispatch late = to(lessor, claim()).get(0);
    assertThat(late.deliveryId()).isEqualTo(asked.deliveryId());
    assertThat(late.letter().orElseThrow().awaited()).isFalse();
  }

  private static List<Dispatch> to(String address, List<Dispatch> claimed) {
    return claimed.stream().filter(each -> each.url().equals("mailto:" + address)).toList();
  }

  @Test
  void whatIsGivenUpIsShownWhileItsAddressIsNamed() {
    String broken = fresh();
    prefer(owner, Set.of(Topic.MARKET), broken);
    UUID shed = trade.warehouse(owner).id();
    trade.warehouse(owner);
    List<Dispatch> both = to(broken, claim());
    assertThat(both).hasSize(2);
    assertThat(lost()).isEmpty();
    Dispatch given =
        both.stream().filter(each -> each.event().subjectId().equals(shed)).findFirst().get();
    ports.deliveries().failed(given, "No such host", Optional.empty()).block();
    assertThat(lost()).hasSize(1);
    assertThat(lost().get(0).address()).isEqualTo(broken);
    assertThat(lost().get(0).event()).isEqualTo(given.event());
    assertThat(lost().get(0).answer()).contains("No such host");

    prefer(owner, Set.of(Topic.MARKET));
    assertThat(lost()).isEmpty();
    trade.warehouse(owner);
    assertThat(to(broken, claim())).isEmpty();
    prefer(owner, Set.of(Topic.MARKET), broken);
    assertThat(lost()).extracting(LostMail::event).contains(given.event());
  }

  private List<LostMail> lost() {
    return now(ports.notices().lost(owner.organizationId(), 20).collectList());
  }
}
