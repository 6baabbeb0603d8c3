package exchange.core.listing;

import exchange.core.listing.RateCard.LengthDiscount;
import exchange.core.listing.RateCard.PeakWindow;
import exchange.core.values.DateRange;
import exchange.core.values.Quantities;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;

/**
 * The one function that prices a stay. Quotes, the matcher's cost, escrow and invoices all use it.
 *
 * <p>Order: storage, length discount, peak surcharge, handling, period minimum, commission, tax.
 * Every line is rounded half up to the currency's minor unit, once.
 */
public final class Pricing {
  private static final MathContext EXACT = MathContext.DECIMAL128;
  private static final MathContext WITHOUT_NOISE = new MathContext(30);
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
    return new Work(card, stay.days()).price(Quantities.of(stay, units));
  }

  /**
   * The bill for what is left of an agreed stay: the discount for its length and the commission are
   * those that were agreed, and who leaves is handled out then.
   *
   * @param days of the stay as it was agreed
   */
  public static Bill reprice(Bill agreed, RateCard card, int days, Quantities quantities) {
    Pricing pricing = new Pricing(agreed.commissionPercent());
    return pricing.new Work(card, days).price(quantities);
  }

  /** The bills for stays of one length; periods that are charged alike are reckoned once. */
  public List<Bill> price(RateCard card, int units, int days, List<LocalDate> starts) {
    Work work = new Work(card, days);
    return starts.stream()
        .map(start -> work.price(Quantities.of(DateRange.ofDays(start, days), units)))
        .toList();
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

  /** Stays of one agreed length on one card, whatever the first day. */
  private final class Work {
    private final RateCard card;
    private final BigDecimal discount;
    private final Map<Shape, List<Bill.Line>> known = new HashMap<>();

    Work(RateCard card, int days) {
      this.card = card;
      this.discount = lengthDiscount(card, days);
    }

    Bill price(Quantities quantities) {
      List<DateRange> months = billingPeriods(quantities.stay());
      List<Bill.Period> periods = new ArrayList<>(months.size());
      for (int i = 0; i < months.size(); i++) {
        Shape shape = shape(quantities, i, months.get(i));
        periods.add(new Bill.Period(months.get(i), known.computeIfAbsent(shape, this::lines)));
      }
      return new Bill(card.currency(), periods);
    }

    private Shape shape(Quantities quantities, int month, DateRange period) {
      LocalDate start = quantities.stay().from();
      int whole =
          card.storage().basis() == StorageRate.Basis.MONTH
              ? new DateRange(start.plusMonths(month), start.plusMonths(month + 1L)).days()
              : 0;
      List<Long> peakUnitDays = new ArrayList<>(card.peakWindows().size());
      for (PeakWindow peak : card.peakWindows()) {
        peakUnitDays.add(period.intersection(peak.dates()).map(quantities::unitDays).orElse(0L));
      }
      return new Shape(
          quantities.unitDays(period),
          whole,
          month == 0 ? quantities.most() : 0,
          quantities.leaving(period),
          peakUnitDays);
    }

    private List<Bill.Line> lines(Shape shape) {
      Lines lines = new Lines(card);
      BigDecimal perDay = ratePerDay(card.storage(), shape.wholeMonth());
      BigDecimal unitDays = BigDecimal.valueOf(shape.unitDays());
      BigDecimal storage = unitDays.multiply(perDay);
      lines.add(ChargeCode.STORAGE, unitDays, perDay, storage);

      lines.addPercent(ChargeCode.LENGTH_DISCOUNT, storage, discount.negate());
      BigDecimal keep = HUNDRED.subtract(discount).movePointLeft(2);
      for (int i = 0; i < card.peakWindows().size(); i++) {
        BigDecimal peakDays = BigDecimal.valueOf(shape.peakUnitDays().get(i));
        BigDecimal base = peakDays.multiply(perDay).multiply(keep);
        lines.addPercent(ChargeCode.PEAK_SURCHARGE, base, card.peakWindows().get(i).percent());
      }
      lines.addPerUnit(ChargeCode.HANDLING_IN, shape.in(), card.handlingIn());
      lines.addPerUnit(ChargeCode.HANDLING_OUT, shape.out(), card.handlingOut());
      BigDecimal shortfall = card.minimumCharge().subtract(lines.sum());
      if (shortfall.signum() > 0) {
        lines.add(ChargeCode.MINIMUM_CHARGE, BigDecimal.ONE, shortfall, shortfall);
      }
      lines.addPercent(ChargeCode.COMMISSION, lines.sum(), commissionPercent);
      lines.addPercent(ChargeCode.TAX, lines.sum(), card.taxPercent());
      return lines.all;
    }
  }

  /**
   * All that the charges of a period depend on, beside its work.
   *
   * @param wholeMonth days of the month that it is or begins, where the card counts in months
   * @param in units that come
   * @param out units that leave
   * @param peakUnitDays those in each peak window
   */
  private record Shape(long unitDays, int wholeMonth, int in, int out, List<Long> peakUnitDays) {}

  /** A month's rate is spread over the days of the month that began on the stay's own day. */
  private static BigDecimal ratePerDay(StorageRate rate, int wholeMonth) {
    return switch (rate.basis()) {
      case DAY -> rate.amount();
      case WEEK -> rate.amount().divide(BigDecimal.valueOf(7), EXACT);
      case MONTH -> rate.amount().divide(BigDecimal.valueOf(wholeMonth), EXACT);
    };
  }

  /** What no bill on the card is below. */
  public PriceFloor floor(RateCard card) {
    double factor = plus(commissionPercent) * plus(card.taxPercent());
    double perDay = ratePerDay(card.storage(), PriceFloor.LONGEST_MONTH).doubleValue();
    double[] perUnitDay = new double[PriceFloor.FROM_DAYS.length];
    for (int step = 0; step < perUnitDay.length; step++) {
      int from = PriceFloor.FROM_DAYS[step];
      int until = PriceFloor.untilDays(step);
      BigDecimal discount =
          card.lengthDiscounts().stream()
              .filter(each -> each.fromDays() > from && each.fromDays() < until)
              .map(LengthDiscount::percent)
              .reduce(lengthDiscount(card, from), BigDecimal::max);
      perUnitDay[step] = perDay * plus(discount.negate()) * factor;
    }
    // Storage and discount are rounded before commission and tax come on top and are rounded, too.
    double minorUnit = Math.pow(10, -card.currency().getDecimalPlaces());
    return new PriceFloor(
        perUnitDay,
        card.handlingIn().add(card.handlingOut()).doubleValue() * factor,
        card.minimumCharge().doubleValue() * factor,
        minorUnit * (2 * factor + 2));
  }

  private static double plus(BigDecimal percent) {
    return 1 + percent.doubleValue() / 100;
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
      BigDecimal amount = exact.round(WITHOUT_NOISE);
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
        add(code, base, percent, of.multiply(percent).movePointLeft(2));
      }
    }

    void addPerUnit(ChargeCode code, int units, BigDecimal rate) {
      if (units != 0 && rate.signum() != 0) {
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
