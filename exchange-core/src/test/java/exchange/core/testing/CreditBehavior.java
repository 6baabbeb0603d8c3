package exchange.core.testing;

import static exchange.core.testing.Trade.HAMBURG;
import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.acceptance.Acceptance;
import exchange.core.billing.BillContracts;
import exchange.core.billing.CancelContract;
import exchange.core.capacity.HoldLimits;
import exchange.core.credit.CreditFact;
import exchange.core.credit.CreditFact.Kind;
import exchange.core.credit.CreditFile;
import exchange.core.credit.CreditHistory;
import exchange.core.credit.GradeMembers;
import exchange.core.credit.ReadCredit;
import exchange.core.credit.Scorecard;
import exchange.core.event.EventKind;
import exchange.core.lease.Asking;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.AcceptanceRule.Ground;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.member.CreditTier;
import exchange.core.values.Page;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What {@code CreditFiles} promise. Leases are of one pallet at a dollar a day, for 70 days. */
public abstract class CreditBehavior extends StoreBehavior {
  private static final Instant OVER = midnight(OPENING.plusMonths(4));

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(HAMBURG.zone()).toInstant();
  }

  private Contract settle(LeaseTerms terms, Caller exporter) {
    UUID reservation = UUID.randomUUID();
    now(
        ports
            .reservations()
            .reserve(reservation, terms, HoldLimits.proposed(Duration.ofMinutes(10))));
    return now(ports.contracts().settle(UUID.randomUUID(), reservation, exporter));
  }

  private Contract lease(Caller exporter, Caller owner) {
    Listing listing = trade.listing(owner, 10);
    return settle(trade.terms(exporter, listing, 1, 0, 70), exporter);
  }

  private void bill(Instant at) {
    now(new BillContracts(ports.billings(), Clock.fixed(at, ZoneOffset.UTC), 500).bill());
  }

  private CreditHistory history(Caller of) {
    return now(ports.creditFiles().history(of.organizationId()));
  }

  private List<Kind> facts(Caller of) {
    return history(of).facts().stream().map(CreditFact::kind).sorted().toList();
  }

  @Test
  void whoPaysEarnsAndSoDoesWhoseLeaseIsOver() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 200");
    lease(exporter, owner);
    assertThat(facts(exporter)).isEmpty();
    bill(OVER);
    assertThat(facts(exporter))
        .containsExactly(Kind.PAID_ON_TIME, Kind.PAID_ON_TIME, Kind.COMPLETED);
    assertThat(facts(owner)).containsExactly(Kind.COMPLETED);
    assertThat(facts(trade.exporter())).isEmpty();
  }

  @Test
  void whoPaysLateOrNeverLoses() {
    Caller owner = trade.owner();
    Caller late = trade.exporterWith("USD 62");
    Caller never = trade.exporterWith("USD 62");
    lease(late, owner);
    lease(never, owner);
    bill(midnight(OPENING.plusDays(25)));
    UUID money = UUID.randomUUID();
    now(ports.ledger().deposit(money, late.organizationId(), Money.parse("USD 100"), "late"));
    bill(midnight(OPENING.plusDays(27)));
    bill(midnight(OPENING.plusDays(45)));
    assertThat(facts(late)).contains(Kind.PAID_LATE).doesNotContain(Kind.DEFAULTED);
    assertThat(facts(never)).containsExactly(Kind.DEFAULTED);
    assertThat(facts(owner)).doesNotContain(Kind.PAID_LATE, Kind.DEFAULTED);
  }

  @Test
  void onlyACancellationThatCostsIsAFault() {
    Caller owner = trade.owner();
    for (int hours : List.of(13, 11)) {
      Caller exporter = trade.exporterWith("USD 200");
      Contract contract = lease(exporter, owner);
      Instant at = midnight(OPENING).minus(Duration.ofHours(hours));
      now(
          new CancelContract(ports.billings(), Clock.fixed(at, ZoneOffset.UTC))
              .cancel(exporter, contract.id()));
      assertThat(facts(exporter)).isEqualTo(hours > 12 ? List.of() : List.of(Kind.CANCELLED_LATE));
    }
    assertThat(facts(owner)).isEmpty();
  }

  @Test
  void onlyWhatAnOperatorRulesIsALostClaim() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 200");
    Contract contract = lease(exporter, owner);
    for (String award : List.of("0", "3")) {
      UUID claim = UUID.randomUUID();
      Money five = Money.parse("USD 5");
      now(ports.claims().file(claim, contract.id(), owner, five, "bent", contract.settledAt()));
      now(ports.claims().rule(claim, Money.parse("USD " + award), "seen"));
      assertThat(facts(exporter))
          .isEqualTo(award.equals("0") ? List.of() : List.of(Kind.CLAIM_LOST));
    }
    UUID agreed = UUID.randomUUID();
    Money one = Money.parse("USD 1");
    now(ports.claims().file(agreed, contract.id(), owner, one, "bent", contract.settledAt()));
    now(ports.claims().agree(agreed, exporter));
    assertThat(facts(exporter)).containsExactly(Kind.CLAIM_LOST);
  }

  @Test
  void anOwnerLosesByRefusalAndBySilence() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 200");
    Listing listing = trade.listing(owner, 10);
    Asking asking = new Asking(List.of(Ground.BY_HAND), 48, 12);
    for (boolean refuses : List.of(true, false)) {
      LeaseTerms plain = trade.terms(exporter, listing, 1, 0, 70);
      Contract contract = settle(Trade.with(plain, plain.conditions().with(asking)), exporter);
      Instant deadline = contract.answerBy().orElseThrow();
      if (refuses) {
        now(
            ports
                .acceptances()
                .decline(
                    contract.id(),
                    owner,
                    Acceptance.Reason.GOODS,
                    Optional.empty(),
                    deadline.minusSeconds(1)));
      } else {
        now(ports.acceptances().lapse(contract.id(), deadline));
      }
    }
    assertThat(facts(owner)).containsExactly(Kind.DECLINED, Kind.LAPSED);
    assertThat(facts(exporter)).isEmpty();
  }

  @Test
  void whatIsKeptIsWhatTheHistoryGives() {
    Caller owner = trade.owner();
    Caller never = trade.exporterWith("USD 62");
    lease(never, owner);
    Instant soon = Instant.now().plusSeconds(60);
    grade(soon);
    assertThat(tier(never)).isEqualTo(CreditTier.NEWCOMER);
    bill(midnight(OPENING.plusDays(25)));
    bill(midnight(OPENING.plusDays(45)));
    grade(soon.plusSeconds(1));
    for (Caller member : List.of(owner, never, trade.owner())) {
      CreditFile file =
          now(
              new ReadCredit(ports.creditFiles(), Clock.fixed(soon, ZoneOffset.UTC))
                  .read(member.organizationId()));
      Scorecard card = now(ports.creditFiles().scorecard(file.gradedAt()));
      assertThat(card.grade(history(member), file.gradedAt())).isEqualTo(file);
      file.moves().forEach(move -> assertThat(move.fact().eventId()).isNotNull());
    }
    assertThat(tier(never)).isEqualTo(CreditTier.WATCH);
    assertThat(
            now(ports.events().page(never, new Page.Query(1, Optional.empty())))
                .items()
                .get(0)
                .kind())
        .isEqualTo(EventKind.CREDIT_TIER_CHANGED.name());
    assertThat(now(ports.creditFiles().tiers(Set.of(never.organizationId()))))
        .isEqualTo(Map.of(never.organizationId(), CreditTier.WATCH));
  }

  @Test
  void whoIsTrustedLessMayHoldLess() {
    Caller never = trade.exporterWith("USD 62");
    lease(never, trade.owner());
    Instant soon = Instant.now().plusSeconds(60);
    Listing listing = trade.listing(trade.owner(), 10);
    grade(soon);
    hold(never, listing, 2);
    hold(never, listing, 2);
    assertThat(heldAtMost(never, listing, 2)).isEqualTo("2");
    bill(midnight(OPENING.plusDays(25)));
    bill(midnight(OPENING.plusDays(45)));
    grade(soon.plusSeconds(1));
    assertThat(tier(never)).isEqualTo(CreditTier.WATCH);
    assertThat(heldAtMost(never, listing, 10)).as("a fifth of what is usual").isEqualTo("2");
    hold(never, listing, 15);
  }

  private String heldAtMost(Caller exporter, Listing listing, int usual) {
    HoldLimits limits = HoldLimits.asked(Duration.ofMinutes(10), usual);
    LeaseTerms terms = trade.terms(exporter, listing, 1, 0, 5);
    return refusal(
            ports.reservations().reserve(UUID.randomUUID(), terms, limits),
            RefusalCode.HOLD_LIMIT_REACHED)
        .facts()
        .get("held");
  }

  private void hold(Caller exporter, Listing listing, int usual) {
    HoldLimits limits = HoldLimits.asked(Duration.ofMinutes(10), usual);
    LeaseTerms terms = trade.terms(exporter, listing, 1, 0, 5);
    now(ports.reservations().reserve(UUID.randomUUID(), terms, limits));
  }

  private CreditTier tier(Caller of) {
    return now(ports.creditFiles().tier(of.organizationId()));
  }

  private void grade(Instant at) {
    GradeMembers grading =
        new GradeMembers(ports.creditFiles(), Clock.fixed(at, ZoneOffset.UTC), 100_000);
    now(grading.grade());
  }
}
