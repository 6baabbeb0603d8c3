package exchange.core.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import exchange.core.values.Quantities.Span;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantitiesTest {
  private static final LocalDate FIRST = LocalDate.of(2027, 1, 1);
  private static final Quantities TEN = Quantities.of(DateRange.ofDays(FIRST, 10), 5);

  private static Span span(int from, int to, int units) {
    return new Span(new DateRange(FIRST.plusDays(from), FIRST.plusDays(to)), units);
  }

  private static LocalDate day(int day) {
    return FIRST.plusDays(day);
  }

  @Test
  void unitsBecomeFewerFromADayOn() {
    Quantities fewer = TEN.atMost(3, day(4));
    assertThat(fewer.spans()).containsExactly(span(0, 4, 5), span(4, 10, 3));
    assertThat(fewer.atMost(4, day(2)).spans())
        .containsExactly(span(0, 2, 5), span(2, 4, 4), span(4, 10, 3));
    assertThat(fewer.atMost(3, day(2)).spans()).containsExactly(span(0, 2, 5), span(2, 10, 3));
    assertThat(fewer.atMost(1, day(0)).spans()).containsExactly(span(0, 10, 1));
    assertThat(fewer.atMost(4, day(4))).isEqualTo(fewer);
  }

  @Test
  void withoutUnitsTheStayEnds() {
    assertThat(TEN.atMost(3, day(4)).atMost(0, day(7)).spans())
        .containsExactly(span(0, 4, 5), span(4, 7, 3));
    assertThat(TEN.atMost(0, day(4)).stay()).isEqualTo(DateRange.ofDays(FIRST, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> TEN.atMost(0, FIRST));
  }

  @Test
  void someUnitsGoFromADayOn() {
    Quantities steps = TEN.atMost(3, day(4));
    assertThat(steps.less(2, day(2)).spans())
        .containsExactly(span(0, 2, 5), span(2, 4, 3), span(4, 10, 1));
    assertThat(steps.less(3, day(2)).spans()).containsExactly(span(0, 2, 5), span(2, 4, 2));
    assertThat(steps.less(3, day(6)).spans()).containsExactly(span(0, 4, 5), span(4, 6, 3));
    assertThat(TEN.less(5, day(6)).spans()).containsExactly(span(0, 6, 5));
  }

  @Test
  void unitsAreCountedByTheDay() {
    Quantities fewer = TEN.atMost(3, day(4)).atMost(1, day(8));
    assertThat(fewer.most()).isEqualTo(5);
    assertThat(fewer.on(new DateRange(FIRST.minusDays(1), day(11))))
        .containsExactly(0, 5, 5, 5, 5, 3, 3, 3, 3, 1, 1, 0);
    assertThat(fewer.unitDays(fewer.stay())).isEqualTo(20 + 12 + 2);
    assertThat(fewer.unitDays(new DateRange(day(3), day(5)))).isEqualTo(8);
    assertThat(fewer.unitDays(new DateRange(day(4), day(8)))).isEqualTo(12);
    assertThat(fewer.unitDays(new DateRange(day(9), day(30)))).isEqualTo(1);
  }

  /** The last night of the two is the fourth one. */
  @Test
  void whoLeavesIsCountedWithItsLastNight() {
    Quantities fewer = TEN.atMost(3, day(4));
    assertThat(fewer.leaving(new DateRange(day(0), day(3)))).isEqualTo(0);
    assertThat(fewer.leaving(new DateRange(day(3), day(4)))).isEqualTo(2);
    assertThat(fewer.leaving(new DateRange(day(4), day(10)))).isEqualTo(3);
    assertThat(fewer.leaving(fewer.stay())).isEqualTo(5);
  }

  @Test
  void unitsNeverBecomeMore() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quantities(List.of(span(0, 4, 3), span(4, 10, 5))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quantities(List.of(span(0, 4, 5), span(5, 10, 3))));
    assertThatIllegalArgumentException().isThrownBy(() -> new Quantities(List.of()));
  }
}
