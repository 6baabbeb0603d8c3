package exchange.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
  @Test
  void what_is_kept_up_to_date_equals_what_is_counted_anew() {
    Random random = Seeds.random();
    Market market = Translation.of(Markets.random(random, 30, 4, 20, 8)).market();
    Assignment assignment = new Assignment(market);
    for (int i = 0; i < 2000; i++) {
      int choice = random.nextInt(market.choices());
      assignment.choose(market.requestOf[choice], choice);
      assertCountedRight(market, assignment);
    }
  }

  private static void assertCountedRight(Market market, Assignment assignment) {
    long cost = 0;
    long[] free = new long[market.cells()];
    int[] members = new int[market.slots];
    for (int cell = 0; cell < free.length; cell++) {
      free[cell] = market.capacity[cell];
    }
    for (int choice : assignment.choices()) {
      cost += market.cost[choice];
      for (int part = market.firstPart[choice]; part < market.firstPart[choice + 1]; part++) {
        for (int cell = market.from[part]; cell < market.to[part]; cell++) {
          free[cell] -= market.units[part];
        }
        members[market.slot[part]]++;
      }
    }
    long overload = 0;
    for (int cell = 0; cell < free.length; cell++) {
      assertThat(assignment.free(cell)).isEqualTo(free[cell]);
      overload += Math.max(0, -free[cell]);
    }
    for (int slot = 0; slot < members.length; slot++) {
      assertThat(assignment.members(slot)).isEqualTo(members[slot]);
      for (int i = 0; i < members[slot]; i++) {
        assertThat(market.slot[assignment.member(slot, i)]).isEqualTo(slot);
      }
    }
    assertThat(assignment.cost()).isEqualTo(cost);
    assertThat(assignment.overload()).isEqualTo(overload);
  }
}
