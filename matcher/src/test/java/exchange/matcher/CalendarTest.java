package exchange.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.CapacityProfile;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class CalendarTest {
  private static final FreeDays TEN_DAYS =
      new FreeDays(new CapacityProfile(LocalDate.EPOCH, new int[] {9, 8, 7, 6, 5, 5, 6, 7, 8, 9}));

  @Test
  void one_choice_makes_one_cell_as_tight_as_its_tightest_day() {
    Calendar calendar = new Calendar(TEN_DAYS, new int[] {1}, new int[] {4});
    assertThat(calendar.capacity()).containsExactly(6);
    assertThat(calendar.cellFrom(1)).isEqualTo(0);
    assertThat(calendar.cellFrom(4)).isEqualTo(1);
  }

  @Test
  void stays_that_touch_share_no_cell() {
    Calendar calendar = new Calendar(TEN_DAYS, new int[] {0, 2}, new int[] {2, 5});
    assertThat(calendar.capacity()).containsExactly(8, 5);
    assertThat(calendar.cellFrom(2)).isEqualTo(1);
  }

  @Test
  void days_with_less_capacity_than_the_crowd_beside_them_stay() {
    // Days 0 to 3 are taken by both, 3 to 5 by the first alone, where it is tighter.
    Calendar calendar = new Calendar(TEN_DAYS, new int[] {0, 0}, new int[] {5, 3});
    assertThat(calendar.capacity()).containsExactly(7, 5);
  }

  @Test
  void days_that_only_part_of_a_tighter_crowd_takes_are_left_out() {
    // Days 0 to 3 are taken by the first alone, 3 to 5 by both, 5 to 6 by the second alone.
    Calendar calendar = new Calendar(TEN_DAYS, new int[] {0, 3}, new int[] {5, 6});
    assertThat(calendar.capacity()).containsExactly(5);
    assertThat(calendar.cellFrom(3)).isEqualTo(0);
    assertThat(calendar.cellFrom(5)).isEqualTo(1);
  }
}
