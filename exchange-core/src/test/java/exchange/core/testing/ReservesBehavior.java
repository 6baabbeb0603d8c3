package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.HoldLimits;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.PurposeTotal;
import exchange.core.member.Caller;
import exchange.core.reserve.ProveReserves;
import exchange.core.reserve.ReserveProof;
import exchange.core.reserve.ReserveStatement;
import exchange.core.reserve.StateReserves;
import exchange.core.values.Page;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What {@code Reserves} promise. */
public abstract class ReservesBehavior extends StoreBehavior {
  private List<ReserveProof> prove(Caller member) {
    return now(new ProveReserves(ports.reserves()).prove(member).collectList());
  }

  private long state(Duration every) {
    return now(new StateReserves(ports.reserves(), every).state());
  }

  @Test
  void whatMembersHaveIsCountedWithWhatIsHeldForThem() {
    Caller exporter = trade.exporterWith("USD 1000");
    trade.exporterWith("JPY 70");
    UUID reservation = UUID.randomUUID();
    now(
        ports
            .reservations()
            .reserve(
                reservation,
                trade.terms(exporter, trade.listing(trade.owner(), 10), 4, 0, 40),
                HoldLimits.proposed(Duration.ofMinutes(10))));
    now(ports.contracts().settle(UUID.randomUUID(), reservation, exporter));
    // Until the bank has paid it, it is owed.
    Money wanted = Money.parse("USD 300");
    UUID member = exporter.organizationId();
    now(ports.payouts().request(UUID.randomUUID(), member, wanted, BankBehavior.THEIRS));
    assertThat(state(Duration.ZERO)).isPositive();

    List<ReserveProof> proofs = prove(exporter);
    assertThat(proofs).hasSize(1);
    assertThat(proofs.get(0).leaf().sum()).isEqualTo(1000_00);
    assertThat(proofs.get(0).leaf().memberId()).isEqualTo(exporter.organizationId());
    ReserveStatement statement = proofs.get(0).statement();
    assertThat(statement.liabilities()).isEqualTo(owed());
    assertThat(prove(trade.owner())).isEmpty();
    assertThat(now(ports.reserves().page(new Page.Query(50, Optional.empty()))).items())
        .contains(statement);
  }

  private Money owed() {
    Set<Purpose> clients =
        Set.of(Purpose.WALLET, Purpose.ESCROW, Purpose.DEPOSIT, Purpose.DISPUTED, Purpose.PAYOUT);
    return now(ports.ledger().totals()).stream()
        .filter(each -> clients.contains(each.purpose()))
        .map(PurposeTotal::total)
        .filter(each -> each.getCurrencyUnit().equals(CurrencyUnit.USD))
        .reduce(Money.zero(CurrencyUnit.USD), Money::plus);
  }

  @Test
  void aStatementStands() {
    Caller exporter = trade.exporterWith("USD 1000");
    state(Duration.ZERO);
    ReserveProof proof = prove(exporter).get(0);
    assertThat(state(Duration.ofDays(1))).isZero();
    now(ports.ledger().deposit(UUID.randomUUID(), exporter.organizationId(), money(), "more"));
    assertThat(prove(exporter)).containsExactly(proof);
    ReserveStatement other =
        new ReserveStatement(
            proof.statement().id(), proof.statement().at(), money(), money(), 1, "");
    assertThat(now(ports.reserves().state(other))).isEqualTo(proof.statement());
  }

  private static Money money() {
    return Money.parse("USD 5.00");
  }
}
