package exchange.core.values;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Calendar days of the warehouse's own zone, half-open: {@code from} is the first day stored,
 * {@code to} the first day no longer stored. Never empty.
 */
public record DateRange(LocalDate from, LocalDate to) {

  /**
   * @throws RefusedException {@code VALIDATION_FAILED} when {@code to} is not after {@code from}
   */
  public DateRange {
    if (!from.isBefore(to)) {
      throw Refusal.invalid("to", "must be after from (" + from + "); the range is half-open");
    }
  }

  /** The {@code days} days (1 or more) that begin with {@code from}. */
  public static DateRange ofDays(LocalDate from, int days) {
    return new DateRange(from, from.plusDays(days));
  }

  /** Length in days, at least 1. */
  public int days() {
    return Math.toIntExact(DAYS.between(from, to));
  }

  /** Whether every day of {@code other} is also a day of this range. */
  public boolean encloses(DateRange other) {
    return !other.from.isBefore(from) && !other.to.isAfter(to);
  }

  /** The days that both ranges have, or nothing when they share none. */
  public Optional<DateRange> intersection(DateRange other) {
    LocalDate first = from.isAfter(other.from) ? from : other.from;
    LocalDate end = to.isBefore(other.to) ? to : other.to;
    return first.isBefore(end) ? Optional.of(new DateRange(first, end)) : Optional.empty();
  }
}
