package exchange.core.testing;

import static exchange.core.testing.Trade.HAMBURG;
import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.CLAIM_DECIDED;
import static exchange.core.values.RefusalCode.CLAIM_EXCEEDS_DEPOSIT;
import static exchange.core.values.RefusalCode.CONTRACT_ENDED;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.billing.BillContracts;
import exchange.core.billing.Claim;
import exchange.core.capacity.HoldLimits;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Escrow;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What claims must do, against the deposit of 124 dollars of a lease of January. */
public abstract class ClaimsBehavior extends StoreBehavior {
  private static final Instant FILED = Instant.parse("2031-01-20T10:00:00Z");

  private Caller owner;
  private Caller exporter;
  private UUID contract;

  private void lease() {
    owner = trade.owner();
    exporter = trade.exporterWith("USD 248");
    LeaseTerms terms = trade.terms(exporter, trade.listing(owner, 10), 4, 0, 31);
    UUID reservation = UUID.randomUUID();
    now(
        ports
            .reservations()
            .reserve(reservation, terms, HoldLimits.proposed(Duration.ofMinutes(10))));
    contract = now(ports.contracts().settle(UUID.randomUUID(), reservation, exporter)).id();
  }

  private Mono<Claim> filing(Caller caller, String amount) {
    return ports
        .claims()
        .file(UUID.randomUUID(), contract, caller, Money.parse(amount), "bent racks", FILED);
  }

  private void itEnds() {
    LocalDate day = OPENING.plusMonths(1).plusDays(7);
    Instant at = day.atStartOfDay(HAMBURG.zone()).toInstant();
    now(new BillContracts(ports.billings(), Clock.fixed(at, HAMBURG.zone()), 50).bill());
  }

  private void assertHave(String ownerHas, String exporterHas, String deposit) {
    assertThat(now(ports.ledger().escrow(contract, exporter)).deposit())
        .isEqualTo(Money.parse(deposit));
    assertThat(now(ports.ledger().wallet(exporter.organizationId(), exporter)))
        .containsExactly(Money.parse(exporterHas));
    assertThat(now(ports.ledger().wallet(owner.organizationId(), owner)))
        .containsExactly(Money.parse(ownerHas));
    assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
  }

  @Test
  void whatIsAgreedGoesToTheOwnerAndTheRestBack() {
    lease();
    Claim claim = now(filing(owner, "USD 24.00"));
    assertThat(claim.state()).isEqualTo(Claim.State.FILED);
    assertThat(claim.filedAt()).isEqualTo(FILED);
    Claim agreed = now(ports.claims().agree(claim.id(), exporter));
    assertThat(agreed.state()).isEqualTo(Claim.State.AGREED);
    assertThat(agreed.awarded()).contains(Money.parse("USD 24.00"));
    assertHave("USD 24.00", "USD 0.00", "USD 100.00");
    itEnds();
    assertHave("USD 148.00", "USD 100.00", "USD 0.00");
    refusal(ports.claims().agree(claim.id(), exporter), CLAIM_DECIDED);
    refusal(ports.claims().rule(claim.id(), Money.parse("USD 1"), "again"), CLAIM_DECIDED);
    refusal(filing(owner, "USD 1.00"), CONTRACT_ENDED);
  }

  @Test
  void whatIsNotAgreedStaysUntilAnOperatorRules() {
    lease();
    Claim claim = now(filing(owner, "USD 24.00"));
    itEnds();
    assertHave("USD 124.00", "USD 100.00", "USD 24.00");
    Claim ruled = now(ports.claims().rule(claim.id(), Money.parse("USD 10.00"), "one of two"));
    assertThat(ruled.state()).isEqualTo(Claim.State.RULED);
    assertThat(ruled.ruling()).contains("one of two");
    assertHave("USD 134.00", "USD 114.00", "USD 0.00");
  }

  @Test
  void whatIsNotAwardedIsDepositAgain() {
    lease();
    Claim claim = now(filing(owner, "USD 124.00"));
    refusal(ports.claims().rule(claim.id(), Money.parse("USD 124.01"), "x"), VALIDATION_FAILED);
    refusal(ports.claims().rule(claim.id(), Money.parse("EUR 1"), "x"), VALIDATION_FAILED);
    now(ports.claims().rule(claim.id(), Money.parse("USD 0.00"), "wear and tear"));
    assertThat(now(ports.ledger().escrow(contract, owner)))
        .isEqualTo(new Escrow(Money.parse("USD 124.00"), Money.parse("USD 124.00")));
    itEnds();
    assertHave("USD 124.00", "USD 124.00", "USD 0.00");
  }

  @Test
  void noMoreIsClaimedThanIsThere() {
    lease();
    now(filing(owner, "USD 100.00"));
    assertThat(refusal(filing(owner, "USD 24.01"), CLAIM_EXCEEDS_DEPOSIT).facts())
        .containsEntry("free", "24.00");
    refusal(filing(owner, "EUR 1.00"), CLAIM_EXCEEDS_DEPOSIT);
    now(filing(owner, "USD 24.00"));
    refusal(filing(owner, "USD 0.01"), CLAIM_EXCEEDS_DEPOSIT);
  }

  @Test
  void onlyThePartiesClaimAndAgree() {
    lease();
    for (Caller other : new Caller[] {exporter, trade.owner(), trade.operator()}) {
      refusal(filing(other, "USD 1.00"), NOT_FOUND);
    }
    Claim claim = now(filing(owner, "USD 1.00"));
    for (Caller other : new Caller[] {owner, trade.exporter(), trade.operator()}) {
      refusal(ports.claims().agree(claim.id(), other), NOT_FOUND);
    }
    refusal(ports.claims().agree(UUID.randomUUID(), exporter), NOT_FOUND);
    Page.Query query = new Page.Query(200, Optional.empty());
    assertThat(now(ports.claims().page(owner, query)).items()).containsExactly(claim);
    assertThat(now(ports.claims().page(exporter, query)).items()).containsExactly(claim);
    assertThat(now(ports.claims().page(trade.owner(), query)).items()).isEmpty();
    assertThat(now(ports.claims().page(trade.operator(), query)).items()).contains(claim);
  }
}
