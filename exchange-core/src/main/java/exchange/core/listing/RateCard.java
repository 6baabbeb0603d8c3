package exchange.core.listing;

import exchange.core.values.DateRange;
import exchange.core.values.Refusal;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.joda.money.CurrencyUnit;

/**
 * An owner's prices. Amounts are per unit in {@code currency}; percentages are such as 12.5.
 *
 * @param handlingIn once per unit, in the period in which it comes
 * @param handlingOut once per unit, in the period of its last night
 * @param minimumCharge least charge of a billing period, before commission and tax
 * @param lengthDiscounts off the storage charge of a long lease; the longest term reached counts
 * @param peakWindows dates on which a stored day costs more; they do not overlap
 * @param taxPercent on everything else
 */
public record RateCard(
    CurrencyUnit currency,
    StorageRate storage,
    BigDecimal handlingIn,
    BigDecimal handlingOut,
    BigDecimal minimumCharge,
    List<LengthDiscount> lengthDiscounts,
    List<PeakWindow> peakWindows,
    BigDecimal taxPercent) {

  /** Off the storage charge from {@code fromDays} days of lease on. */
  public record LengthDiscount(int fromDays, BigDecimal percent) {
    public LengthDiscount {
      if (fromDays < 1) {
        throw Refusal.invalid("rateCard.lengthDiscounts.fromDays", "must be 1 or more");
      }
      requirePercent("rateCard.lengthDiscounts.percent", percent, 100);
    }
  }

  /** On top of the storage charge of every day inside {@code dates}. */
  public record PeakWindow(DateRange dates, BigDecimal percent) {
    public PeakWindow {
      requirePercent("rateCard.peakWindows.percent", percent, 1000);
    }
  }

  public RateCard {
    requireNotNegative("rateCard.handlingIn", handlingIn);
    requireNotNegative("rateCard.handlingOut", handlingOut);
    requireNotNegative("rateCard.minimumCharge", minimumCharge);
    requirePercent("rateCard.taxPercent", taxPercent, 100);
    lengthDiscounts =
        lengthDiscounts.stream().sorted(Comparator.comparingInt(LengthDiscount::fromDays)).toList();
    peakWindows =
        peakWindows.stream().sorted(Comparator.comparing(peak -> peak.dates().from())).toList();
    for (int i = 1; i < peakWindows.size(); i++) {
      if (peakWindows.get(i - 1).dates().intersection(peakWindows.get(i).dates()).isPresent()) {
        throw Refusal.invalid("rateCard.peakWindows", "must not overlap");
      }
    }
  }

  /** For goods that stay where they are. */
  public RateCard withoutHandling() {
    return new RateCard(
        currency,
        storage,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        minimumCharge,
        lengthDiscounts,
        peakWindows,
        taxPercent);
  }

  private static void requireNotNegative(String field, BigDecimal amount) {
    if (amount.signum() < 0) {
      throw Refusal.invalid(field, "must not be negative");
    }
  }

  private static void requirePercent(String field, BigDecimal percent, int most) {
    if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw Refusal.invalid(field, "must lie between 0 and " + most);
    }
  }
}
