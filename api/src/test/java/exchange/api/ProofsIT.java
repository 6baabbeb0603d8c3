package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import exchange.client.ApiException;
import exchange.client.model.JournalAnchor;
import exchange.client.model.Money;
import exchange.client.model.ReserveProof;
import exchange.client.model.Role;
import exchange.client.verify.JournalChain;
import exchange.client.verify.ReserveCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the exchange says of its books, checked by programs that trust nobody. */
class ProofsIT {
  @Test
  void membersFindTheirMoneyAndOperatorsWhoMovedIt() throws Exception {
    try (RunningExchange exchange = RunningExchange.start("--exchange.state-reserves-every=2s")) {
      Partner operator = exchange.operator();
      Partner member = exporter(operator);
      exporter(operator);
      await().until(() -> member.reserves.getReserveProofs().getProofs().size() == 1);
      ReserveProof proof = member.reserves.getReserveProofs().getProofs().get(0);
      assertThat(proof.getBalance()).isEqualTo(money("125.40"));
      assertThat(member.reserves.listReserveStatements(50, null).getItems())
          .contains(proof.getStatement());
      assertThat(ReserveCheck.holds(proof)).isTrue();
      assertThat(ReserveCheck.holds(proof.balance(money("125.41")))).isFalse();

      await().until(() -> operator.ledger.verifyJournal().getEntries() == 2);
      List<JournalAnchor> told = member.ledger.listJournalAnchors(50, null).getItems();
      assertThat(told).isNotEmpty();
      assertThat(operator.ledger.verifyJournal().getFaults()).isEmpty();
      JournalChain chain = JournalChain.read(operator.ledger, told);
      assertThat(chain.entries()).isEqualTo(2);
      assertThat(chain.faults()).isEmpty();

      exchange.tamper("alter table transfer disable trigger user");
      exchange.tamper("update transfer set cause = 'something else'");
      assertThat(operator.ledger.verifyJournal().getFaults())
          .containsExactly("entry 1 is not what was sealed", "entry 2 is not what was sealed");
      assertThat(JournalChain.read(operator.ledger, told).faults()).hasSize(2);
    }
  }

  private static Partner exporter(Partner operator) throws ApiException {
    Partner member = operator.admit("Lantern", "CN", Role.EXPORTER);
    operator.fund(member, "125.40", "EUR");
    return member;
  }

  private static Money money(String amount) {
    return new Money().amount(amount).currency("EUR");
  }
}
