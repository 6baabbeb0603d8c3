package exchange.core.values;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * How many units a stay has on each of its days: at least one, and never more than on the day
 * before.
 *
 * @param spans days with equally many, in order and without gaps
 */
public record Quantities(List<Span> spans) {

  /** Days on which there are so many units. */
  public record Span(DateRange dates, int units) {}

  public Quantities {
    spans = List.copyOf(spans);
    if (spans.isEmpty() || spans.get(spans.size() - 1).units() < 1) {
      throw new IllegalArgumentException("a stay has units up to its end: " + spans);
    }
    for (int i = 1; i < spans.size(); i++) {
      Span before = spans.get(i - 1);
      if (!before.dates().to().equals(spans.get(i).dates().from())
          || before.units() <= spans.get(i).units()) {
        throw new IllegalArgumentException("units become fewer, day after day: " + spans);
      }
    }
  }

  /** As many all the time. */
  public static Quantities of(DateRange stay, int units) {
    return new Quantities(List.of(new Span(stay, units)));
  }

  public DateRange stay() {
    return new DateRange(spans.get(0).dates().from(), spans.get(spans.size() - 1).dates().to());
  }

  /** On the first day. */
  public int most() {
    return spans.get(0).units();
  }

  /** None on a day that is not of the stay. */
  public int on(LocalDate day) {
    for (Span span : spans) {
      if (!day.isBefore(span.dates().from()) && day.isBefore(span.dates().to())) {
        return span.units();
      }
    }
    return 0;
  }

  /** Of each day of {@code dates}. */
  public List<Integer> on(DateRange dates) {
    return dates.from().datesUntil(dates.to()).map(this::on).toList();
  }

  /** The sum over the days of {@code dates}. */
  public long unitDays(DateRange dates) {
    long sum = 0;
    for (Span span : spans) {
      if (span.dates().encloses(dates)) {
        return (long) span.units() * dates.days();
      }
      sum +=
          span.units()
              * span.dates().intersection(dates).map(DateRange::days).orElse(0).longValue();
    }
    return sum;
  }

  /** The units whose last night is in {@code dates}. */
  public int leaving(DateRange dates) {
    int leaving = 0;
    for (int i = 0; i < spans.size(); i++) {
      LocalDate gone = spans.get(i).dates().to();
      if (gone.isAfter(dates.from()) && !gone.isAfter(dates.to())) {
        leaving += spans.get(i).units() - (i + 1 < spans.size() ? spans.get(i + 1).units() : 0);
      }
    }
    return leaving;
  }

  /**
   * The same with at most {@code units} from a day on. With none, the stay ends there.
   *
   * @param from after the first day, if there are to be none
   */
  public Quantities atMost(int units, LocalDate from) {
    List<Span> less = new ArrayList<>();
    for (Span span : spans) {
      LocalDate first = span.dates().from();
      LocalDate end = span.dates().to();
      if (first.isBefore(from)) {
        add(less, first, end.isBefore(from) ? end : from, span.units());
      }
      if (end.isAfter(from)) {
        add(less, first.isBefore(from) ? from : first, end, Math.min(units, span.units()));
      }
    }
    return new Quantities(less);
  }

  /**
   * The same with so many units fewer from a day on.
   *
   * @param units at most as many as there are on the last day
   * @param from after the first day
   */
  public Quantities less(int units, LocalDate from) {
    Quantities fewer = this;
    for (Span span : spans) {
      if (span.dates().to().isAfter(from)) {
        LocalDate first = span.dates().from();
        fewer = fewer.atMost(span.units() - units, first.isBefore(from) ? from : first);
      }
    }
    return fewer;
  }

  private static void add(List<Span> spans, LocalDate from, LocalDate to, int units) {
    Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    if (units == 0) {
      return;
    }
    if (last != null && last.units() == units) {
      spans.set(spans.size() - 1, new Span(new DateRange(last.dates().from(), to), units));
    } else {
      spans.add(new Span(new DateRange(from, to), units));
    }
  }
}
