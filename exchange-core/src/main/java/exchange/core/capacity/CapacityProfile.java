package exchange.core.capacity;

import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Units on each day of a window that begins on {@code firstDay}; none outside it. Immutable. */
public final class CapacityProfile {
  private final LocalDate firstDay;
  private final int[] units;

  public CapacityProfile(LocalDate firstDay, int[] units) {
    this.firstDay = firstDay;
    this.units = units.clone();
  }

  public LocalDate firstDay() {
    return firstDay;
  }

  /** One number a day from {@link #firstDay} on. */
  public int[] units() {
    return units.clone();
  }

  public int on(LocalDate day) {
    return at(day.toEpochDay() - firstDay.toEpochDay());
  }

  /** The fewest units of any day in {@code range}. */
  public int least(DateRange range) {
    long from = range.from().toEpochDay() - firstDay.toEpochDay();
    int least = Integer.MAX_VALUE;
    for (long day = from; day < from + range.days(); day++) {
      least = Math.min(least, at(day));
    }
    return least;
  }

  /** The days from {@code first} to {@code last} on which so many units are free for so long. */
  public List<LocalDate> starts(LocalDate first, LocalDate last, int days, int wanted) {
    List<LocalDate> starts = new ArrayList<>();
    long start = first.toEpochDay() - firstDay.toEpochDay();
    long latest = last.toEpochDay() - firstDay.toEpochDay();
    long seen = start;
    while (start <= latest) {
      // From the end, for a late day without room rules out the most starts.
      long day = start + days - 1;
      while (day >= seen && at(day) >= wanted) {
        day--;
      }
      boolean blocked = day >= seen;
      seen = start + days;
      if (blocked) {
        start = day + 1;
      } else {
        starts.add(firstDay.plusDays(start));
        start++;
      }
    }
    return starts;
  }

  /** The days of {@code range} only; days outside the window count 0. */
  public CapacityProfile during(DateRange range) {
    long from = range.from().toEpochDay() - firstDay.toEpochDay();
    int[] part = new int[range.days()];
    Arrays.setAll(part, day -> at(from + day));
    return new CapacityProfile(range.from(), part);
  }

  private int at(long day) {
    return day < 0 || day >= units.length ? 0 : units[(int) day];
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CapacityProfile that
        && firstDay.equals(that.firstDay)
        && Arrays.equals(units, that.units);
  }

  @Override
  public int hashCode() {
    return 31 * firstDay.hashCode() + Arrays.hashCode(units);
  }

  @Override
  public String toString() {
    return firstDay + Arrays.toString(units);
  }
}
