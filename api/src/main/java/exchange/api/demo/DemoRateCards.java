package exchange.api.demo;

import exchange.core.listing.RateCard;
import exchange.core.listing.RateCard.LengthDiscount;
import exchange.core.listing.RateCard.PeakWindow;
import exchange.core.listing.StorageRate;
import exchange.core.listing.StorageRate.Basis;
import exchange.core.values.DateRange;
import exchange.core.values.ExchangeRates;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;

/** Draws price lists around what each country's warehouses usually ask. */
final class DemoRateCards {
  private static final MathContext LIKE_A_PRICE_LIST = new MathContext(3);

  private final ExchangeRates rates;
  private final Dice dice;

  DemoRateCards(ExchangeRates rates, Dice dice) {
    this.rates = rates;
    this.dice = dice;
  }

  RateCard draw(String country, StorageClass storageClass, Unit unit, DateRange window) {
    CountryCustom custom = CountryCustom.of(country);
    CurrencyUnit currency = custom.currency();
    double usual = ofPallet(unit) * effort(storageClass);
    Basis basis = dice.chance(0.75) ? custom.basis() : dice.pick(List.of(Basis.values()));
    double perDay = custom.usdPerPalletDay() * usual * dice.between(0.75, 1.3);
    double handling = 5.5 * usual;
    return new RateCard(
        currency,
        new StorageRate(price(perDay * days(basis), currency), basis),
        price(handling * dice.between(0.7, 1.3), currency),
        price(handling * dice.between(0.7, 1.3), currency),
        minimumCharge(currency),
        lengthDiscounts(),
        peakWindows(window),
        // Goods under bond are not yet in the country, and their storage is not taxed there.
        BigDecimal.valueOf(storageClass == StorageClass.BONDED ? 0 : custom.taxPercent()));
  }

  private static double ofPallet(Unit unit) {
    return switch (unit) {
      case XPX -> 1;
      case MTQ -> 0.6;
      case MTK -> 0.8;
    };
  }

  /** How much more one kind of space costs than a shelf under a roof. */
  private static double effort(StorageClass storageClass) {
    return switch (storageClass) {
      case AMBIENT -> 1;
      case BONDED -> 1.35;
      case HIGH_VALUE -> 1.6;
      case CHILLED -> 1.8;
      case HAZMAT -> 2;
      case FROZEN -> 2.2;
    };
  }

  private static double days(Basis basis) {
    return switch (basis) {
      case DAY -> 1;
      case WEEK -> 7;
      case MONTH -> 30.4;
    };
  }

  /** Half of all owners have none; rounded to what the currency can pay. */
  private BigDecimal minimumCharge(CurrencyUnit currency) {
    if (dice.chance(0.5)) {
      return BigDecimal.ZERO;
    }
    BigDecimal usd = BigDecimal.valueOf(dice.between(6, 30) * 10L);
    BigDecimal amount = usd.multiply(rates.rate(currency)).round(new MathContext(2));
    return amount.setScale(currency.getDecimalPlaces(), RoundingMode.HALF_UP);
  }

  private List<LengthDiscount> lengthDiscounts() {
    List<LengthDiscount> tiers = new ArrayList<>();
    int percent = 0;
    for (int fromDays : List.of(30, 60, 90, 120, 180)) {
      if (dice.chance(0.4)) {
        percent += dice.between(3, 6);
        tiers.add(new LengthDiscount(fromDays, BigDecimal.valueOf(percent)));
      }
    }
    return tiers;
  }

  /** What two owners in three ask for on top before and over the end-of-year season. */
  private List<PeakWindow> peakWindows(DateRange window) {
    List<PeakWindow> peaks = new ArrayList<>();
    if (dice.chance(0.35)) {
      return peaks;
    }
    int firstDay = dice.between(0, 45);
    int length = dice.between(30, 46);
    BigDecimal percent = BigDecimal.valueOf(dice.between(4, 14) * 25L, 1);
    for (int year = window.from().getYear(); year <= window.to().getYear(); year++) {
      LocalDate from = LocalDate.of(year, Month.OCTOBER, 1).plusDays(firstDay);
      DateRange season = DateRange.ofDays(from, length);
      if (season.intersection(window).isPresent()) {
        peaks.add(new PeakWindow(season, percent));
      }
    }
    return peaks;
  }

  /** Three digits, as prices are quoted, and at most the six decimals that a rate may have. */
  private BigDecimal price(double usd, CurrencyUnit currency) {
    BigDecimal exact = BigDecimal.valueOf(usd).multiply(rates.rate(currency));
    BigDecimal rounded = exact.round(LIKE_A_PRICE_LIST).stripTrailingZeros();
    return rounded.setScale(Math.max(0, Math.min(6, rounded.scale())), RoundingMode.HALF_UP);
  }
}
