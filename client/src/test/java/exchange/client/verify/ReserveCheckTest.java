package exchange.client.verify;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.client.model.Money;
import exchange.client.model.ReserveProof;
import exchange.client.model.ReserveStatement;
import exchange.client.model.ReserveStep;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Three members with 10.00, 2.50 and 0.05; the proof is of the second one. */
class ReserveCheckTest {
  private static final UUID MEMBER = new UUID(0, 2);

  private static String sha256(String text) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Money money(String amount) {
    return new Money().amount(amount).currency("EUR");
  }

  private static ReserveProof proof() throws Exception {
    String first = sha256("leaf|" + new UUID(0, 1) + "|s1|1000");
    String second = sha256("leaf|" + MEMBER + "|s2|250");
    String third = sha256("leaf|" + new UUID(0, 3) + "|s3|5");
    String both = sha256("node|" + first + "|1000|" + second + "|250");
    String root = sha256("node|" + both + "|1250|" + third + "|5");
    return new ReserveProof()
        .statement(new ReserveStatement().liabilities(money("12.55")).root(root))
        .memberId(MEMBER)
        .balance(money("2.50"))
        .salt("s2")
        .path(
            List.of(
                new ReserveStep().hash(first).sum(money("10.00")).onTheLeft(true),
                new ReserveStep().hash(third).sum(money("0.05")).onTheLeft(false)));
  }

  @Test
  void aTrueProofHolds() throws Exception {
    assertThat(ReserveCheck.holds(proof())).isTrue();
  }

  @Test
  void nothingInItCanBeOtherwise() throws Exception {
    assertThat(ReserveCheck.holds(proof().balance(money("2.51")))).isFalse();
    assertThat(ReserveCheck.holds(proof().salt("s"))).isFalse();
    assertThat(ReserveCheck.holds(proof().memberId(new UUID(0, 3)))).isFalse();
    ReserveProof more = proof();
    more.getStatement().liabilities(money("12.56"));
    assertThat(ReserveCheck.holds(more)).isFalse();
    ReserveProof turned = proof();
    turned.getPath().get(0).onTheLeft(false);
    assertThat(ReserveCheck.holds(turned)).isFalse();
    ReserveProof less = proof();
    less.getPath().get(1).sum(money("-0.05"));
    assertThat(ReserveCheck.holds(less)).isFalse();
  }
}
