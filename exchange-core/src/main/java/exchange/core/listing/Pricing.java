package exchange.core.listing;

import exchange.core.listing.RateCard.LengthDiscount;
import exchange.core.listing.RateCard.PeakWindow;
import exchange.core.values.DateRange;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/**
 * The one function that prices a stay. Quotes, the matcher's cost, escrow and invoices all use it.
 *
 * <p>Order: storage, length discount, peak surcharge, handling, period minimum, commission, tax.
 * Every line is rounded half up to the currency's minor unit, once.
 */
public final class Pricing {
  private static final MathContext EXACT = MathContext.DECIMAL128;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final BigDecimal commissionPercent;

  /**
   * @param commissionPercent the exchange's fee on what the owner charges, such as 5
   */
  public Pricing(BigDecimal commissionPercent) {
    this.commissionPercent = commissionPercent;
  }

  /** The bill for {@code units} (1 or more) over {@code stay}. */
  public Bill price(RateCard card, int units, DateRange stay) {
    List<DateRange> months = billingPeriods(stay);
    List<Bill.Period> periods = new ArrayList<>(months.size());
    for (int i = 0; i < months.size(); i++) {
      boolean last = i == months.size() - 1;
      periods.add(period(card, units, stay, i, months.get(i), last));
    }
    return new Bill(card.currency(), periods);
  }

  /**
   * The stay cut at each month after its first day; a day that a month lacks is that month's last.
   */
  static List<DateRange> billingPeriods(DateRange stay) {
    List<DateRange> periods = new ArrayList<>();
    LocalDate from = stay.from();
    for (int month = 1; from.isBefore(stay.to()); month++) {
      LocalDate next = stay.from().plusMonths(month);
      LocalDate to = next.isBefore(stay.to()) ? next : stay.to();
      periods.add(new DateRange(from, to));
      from = to;
    }
    return periods;
  }

  private Bill.Period period(
      RateCard card, int units, DateRange stay, int month, DateRange period, boolean last) {
    Lines lines = new Lines(card);
    BigDecimal perDay = ratePerDay(card.storage(), stay.from(), month);
    BigDecimal unitDays = BigDecimal.valueOf((long) units * period.days());
    BigDecimal storage = unitDays.multiply(perDay);
    lines.add(ChargeCode.STORAGE, unitDays, perDay, storage);

    BigDecimal discount = lengthDiscount(card, stay.days());
    lines.addPercent(ChargeCode.LENGTH_DISCOUNT, storage, discount.negate());
    BigDecimal keep = HUNDRED.subtract(discount).divide(HUNDRED, EXACT);
    for (PeakWindow peak : card.peakWindows()) {
      period
          .intersection(peak.dates())
          .ifPresent(
              days -> {
                BigDecimal peakDays = BigDecimal.valueOf((long) units * days.days());
                BigDecimal base = peakDays.multiply(perDay).multiply(keep);
                lines.addPercent(ChargeCode.PEAK_SURCHARGE, base, peak.percent());
              });
    }
    if (month == 0) {
      lines.addPerUnit(ChargeCode.HANDLING_IN, units, card.handlingIn());
    }
    if (last) {
      lines.addPerUnit(ChargeCode.HANDLING_OUT, units, card.handlingOut());
    }
    BigDecimal shortfall = card.minimumCharge().subtract(lines.sum());
    if (shortfall.signum() > 0) {
      lines.add(ChargeCode.MINIMUM_CHARGE, BigDecimal.ONE, shortfall, shortfall);
    }
    lines.addPercent(ChargeCode.COMMISSION, lines.sum(), commissionPercent);
    lines.addPercent(ChargeCode.TAX, lines.sum(), card.taxPercent());
    return new Bill.Period(period, lines.all);
  }

  /** A month's rate is spread over the days of the month that began on the stay's own day. */
  private static BigDecimal ratePerDay(StorageRate rate, LocalDate start, int month) {
    return switch (rate.basis()) {
      case DAY -> rate.amount();
      case WEEK -> rate.amount().divide(BigDecimal.valueOf(7), EXACT);
      case MONTH -> {
        DateRange whole = new DateRange(start.plusMonths(month), start.plusMonths(month + 1L));
        yield rate.amount().divide(BigDecimal.valueOf(whole.days()), EXACT);
      }
    };
  }

  private static BigDecimal lengthDiscount(RateCard card, int days) {
    BigDecimal percent = BigDecimal.ZERO;
    for (LengthDiscount discount : card.lengthDiscounts()) {
      if (days >= discount.fromDays()) {
        percent = discount.percent();
      }
    }
    return percent;
  }

  /** Collects lines, rounding each once; lines of nothing are left out, but for storage. */
  private static final class Lines {
    private final RateCard card;
    private final List<Bill.Line> all = new ArrayList<>();

    Lines(RateCard card) {
      this.card = card;
    }

    void add(ChargeCode code, BigDecimal quantity, BigDecimal rate, BigDecimal exact) {
      // A third of a month times 90 days is 30.000…0 only after the noise of division is cut.
      BigDecimal amount = exact.round(new MathContext(30)).stripTrailingZeros();
      all.add(
          new Bill.Line(
              code,
              plain(quantity),
              plain(rate.setScale(Math.min(rate.scale(), 6), RoundingMode.HALF_UP)),
              Money.of(card.currency(), amount, RoundingMode.HALF_UP)));
    }

    void addPercent(ChargeCode code, BigDecimal of, BigDecimal percent) {
      if (percent.signum() != 0 && of.signum() != 0) {
        BigDecimal base = of.setScale(card.currency().getDecimalPlaces() + 4, RoundingMode.HALF_UP);
        add(code, base, percent, of.multiply(percent).divide(HUNDRED, EXACT));
      }
    }

    void addPerUnit(ChargeCode code, int units, BigDecimal rate) {
      if (rate.signum() != 0) {
        BigDecimal quantity = BigDecimal.valueOf(units);
        add(code, quantity, rate, quantity.multiply(rate));
      }
    }

    BigDecimal sum() {
      return all.stream()
          .map(line -> line.amount().getAmount())
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal plain(BigDecimal number) {
      BigDecimal stripped = number.stripTrailingZeros();
      return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
  }
}
