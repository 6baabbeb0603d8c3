package exchange.core.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import exchange.core.listing.AcceptanceRule.Ground;
import exchange.core.listing.AcceptanceRule.Mode;
import exchange.core.listing.AcceptanceRule.Range;
import exchange.core.member.CreditTier;
import exchange.core.values.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptanceRuleTest {
  private static final UUID ANYBODY = UUID.randomUUID();
  private static final UUID PARTNER = UUID.randomUUID();

  private static final AcceptanceRule RULE =
      new AcceptanceRule(
          Mode.BY_RULE,
          List.of("Lithium", "烟花"),
          Optional.of(CreditTier.LOWEST),
          new Range(10, 100),
          new Range(14, 180),
          List.of(PARTNER));

  @ParameterizedTest
  @CsvSource({
    "lanterns,             10,  14,",
    "lanterns,            100, 180,",
    "lanterns,              9,  14, QUANTITY",
    "lanterns,            101,  14, QUANTITY",
    "lanterns,             10,  13, TERM",
    "lanterns,             10, 181, TERM",
    "LITHIUM batteries,    10,  14, GOODS",
    "节日烟花 12 箱,        10,  14, GOODS",
    "lithium cells,       101, 181, GOODS QUANTITY TERM"
  })
  void theOwnerIsAskedWhereTheRuleIsBroken(String goods, int quantity, int days, String grounds) {
    List<Ground> expected =
        grounds == null ? List.of() : Stream.of(grounds.split(" ")).map(Ground::valueOf).toList();
    assertThat(RULE.grounds(ANYBODY, CreditTier.LOWEST, goods, quantity, days)).isEqualTo(expected);
    assertThat(RULE.grounds(PARTNER, CreditTier.LOWEST, goods, quantity, days)).isEmpty();
    assertThat(AcceptanceRule.AT_ONCE.grounds(ANYBODY, CreditTier.LOWEST, goods, quantity, days))
        .isEmpty();
    assertThat(AcceptanceRule.BY_HAND.grounds(PARTNER, CreditTier.LOWEST, goods, quantity, days))
        .containsExactly(Ground.BY_HAND);
  }

  @Test
  void rangesAndWordsAreNotEmpty() {
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> new Range(5, 4));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(
            () ->
                new AcceptanceRule(
                    Mode.BY_RULE,
                    List.of(" "),
                    Optional.empty(),
                    AcceptanceRule.ANY_QUANTITY,
                    AcceptanceRule.ANY_DAYS,
                    List.of()));
  }
}
