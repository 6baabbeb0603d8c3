package exchange.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CapacityProfileTest {
  private static final LocalDate DAY_0 = LocalDate.of(2028, 2, 27);

  @Test
  void a_stay_may_start_wherever_every_one_of_its_days_has_room() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("-Dseed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      int[] units = random.ints(random.nextInt(12), 0, 4).toArray();
      CapacityProfile free = new CapacityProfile(DAY_0, units);
      int days = 1 + random.nextInt(5);
      int wanted = 1 + random.nextInt(2);
      LocalDate first = DAY_0.plusDays(random.nextInt(8) - 3);
      int more = random.nextInt(10) - 1;
      List<LocalDate> tried =
          IntStream.rangeClosed(0, more)
              .mapToObj(first::plusDays)
              .filter(day -> free.least(DateRange.ofDays(day, days)) >= wanted)
              .toList();
      assertThat(free.starts(first, first.plusDays(more), days, wanted)).isEqualTo(tried);
    }
  }
}
