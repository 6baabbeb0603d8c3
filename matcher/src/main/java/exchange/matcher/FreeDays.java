package exchange.matcher;

import exchange.core.capacity.CapacityProfile;

/** What is free on a slot, by epoch day. */
final class FreeDays {
  private final int firstDay;
  private final int[] units;

  FreeDays(CapacityProfile profile) {
    firstDay = Math.toIntExact(profile.firstDay().toEpochDay());
    units = profile.units();
  }

  /** The fewest units on the days from {@code from} up to, not including, {@code to}. */
  int least(int from, int to) {
    if (from < firstDay || to > firstDay + units.length) {
      return 0;
    }
    int least = Integer.MAX_VALUE;
    for (int day = from; day < to; day++) {
      least = Math.min(least, units[day - firstDay]);
    }
    return least;
  }

  /** The first of the days, all within the window, on which the fewest units are free. */
  int tightest(int from, int to) {
    int tightest = from;
    for (int day = from + 1; day < to; day++) {
      if (units[day - firstDay] < units[tightest - firstDay]) {
        tightest = day;
      }
    }
    return tightest;
  }
}
