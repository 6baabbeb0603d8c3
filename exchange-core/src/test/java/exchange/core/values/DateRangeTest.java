package exchange.core.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DateRangeTest {
  private static final LocalDate DAY = LocalDate.of(2028, 2, 28);

  @Test
  void isNeverEmptyOrReversed() {
    for (LocalDate to : new LocalDate[] {DAY, DAY.minusDays(1)}) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> new DateRange(DAY, to))
          .satisfies(
              no -> assertThat(no.refusal().code()).isEqualTo(RefusalCode.VALIDATION_FAILED));
    }
  }

  @Test
  void countsTheLeapDay() {
    assertThat(new DateRange(DAY, LocalDate.of(2028, 3, 1)).days()).isEqualTo(2);
    assertThat(DateRange.ofDays(DAY, 2).to()).isEqualTo(LocalDate.of(2028, 3, 1));
  }

  @Test
  void rangesThatMeetShareNothing() {
    DateRange one = DateRange.ofDays(DAY, 3);
    DateRange next = DateRange.ofDays(one.to(), 3);
    assertThat(one.intersection(next)).isEmpty();
    assertThat(one.intersection(DateRange.ofDays(one.to().minusDays(1), 9)))
        .isEqualTo(Optional.of(DateRange.ofDays(one.to().minusDays(1), 1)));
  }

  @Test
  void enclosesItself() {
    DateRange range = DateRange.ofDays(DAY, 3);
    assertThat(range.encloses(range)).isTrue();
    assertThat(range.encloses(DateRange.ofDays(DAY, 4))).isFalse();
    assertThat(range.encloses(DateRange.ofDays(DAY.minusDays(1), 2))).isFalse();
  }
}
