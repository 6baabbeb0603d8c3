package exchange.core.listing;

import exchange.core.values.DateRange;
import java.math.BigDecimal;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What a stay costs, line by line. Each line is rounded once; every total is the sum of its lines.
 *
 * @param periods the billing periods in order, together the whole stay
 */
public record Bill(CurrencyUnit currency, List<Period> periods) {

  /** The charges of one billing period, in the order of {@link ChargeCode}. */
  public record Period(DateRange dates, List<Line> lines) {
    public Period {
      lines = List.copyOf(lines);
    }

    /** The exchange's share of it. */
    public Money commission(CurrencyUnit currency) {
      return lines.stream()
          .filter(line -> line.code() == ChargeCode.COMMISSION)
          .map(Line::amount)
          .reduce(Money.zero(currency), Money::plus);
    }
  }

  /**
   * One charge. For amounts per unit, {@code quantity × rate} before rounding; for percentages,
   * {@code quantity} is the sum it applies to and {@code rate} the percentage.
   */
  public record Line(ChargeCode code, BigDecimal quantity, BigDecimal rate, Money amount) {}

  public Bill {
    periods = List.copyOf(periods);
  }

  public Money total() {
    return sum(periods);
  }

  /** The exchange's fee by which it was reckoned; nothing if nothing was charged. */
  BigDecimal commissionPercent() {
    return periods.stream()
        .flatMap(period -> period.lines().stream())
        .filter(line -> line.code() == ChargeCode.COMMISSION)
        .map(Line::rate)
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  /** What goes into escrow before the first day. */
  public Money firstPeriodTotal() {
    return total(periods.get(0));
  }

  public Money total(Period period) {
    return sum(List.of(period));
  }

  private Money sum(List<Period> some) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Period period : some) {
      for (Line line : period.lines()) {
        sum = sum.add(line.amount().getAmount());
      }
    }
    return Money.of(currency, sum);
  }
}
