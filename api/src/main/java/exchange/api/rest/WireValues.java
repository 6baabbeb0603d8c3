package exchange.api.rest;

import exchange.api.wire.Dates;
import exchange.api.wire.Money;
import exchange.api.wire.Site;
import exchange.core.values.DateRange;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;

/** The values of several features. Every way out gives the same text for the same value. */
final class WireValues {
  private WireValues() {}

  /**
   * @throws exchange.core.values.RefusedException {@code CURRENCY_NOT_SUPPORTED} for a code that is
   *     no currency, {@code VALIDATION_FAILED} for more decimals than it has
   */
  static org.joda.money.Money money(String field, Money money) {
    CurrencyUnit currency = currency(money.getCurrency());
    BigDecimal amount = new BigDecimal(money.getAmount());
    int decimals = currency.getDecimalPlaces();
    if (amount.stripTrailingZeros().scale() > decimals) {
      throw Refusal.invalid(
          field + ".amount", "must have at most " + decimals + " decimals in " + currency);
    }
    return org.joda.money.Money.of(currency, amount.setScale(decimals));
  }

  static Money money(org.joda.money.Money money) {
    return new Money(money.getAmount().toPlainString(), money.getCurrencyUnit().getCode());
  }

  static CurrencyUnit currency(String code) {
    try {
      return CurrencyUnit.of(code);
    } catch (IllegalCurrencyException none) {
      throw Refusal.of(RefusalCode.CURRENCY_NOT_SUPPORTED, "currency", code);
    }
  }

  static String notBlank(String field, String text) {
    if (text.isBlank()) {
      throw Refusal.invalid(field, "must not be blank");
    }
    return text;
  }

  /** Without trailing zeros: stores may add some, and drop them again. */
  static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  static DateRange dates(String field, Dates dates) {
    if (!dates.getFrom().isBefore(dates.getTo())) {
      throw Refusal.invalid(field + ".to", "must be after from; it is the first day after");
    }
    return new DateRange(dates.getFrom(), dates.getTo());
  }

  static Dates dates(DateRange dates) {
    return new Dates(dates.from(), dates.to());
  }

  /** To the millisecond: less than any store keeps. */
  static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }

  static ZoneId zone(String field, String zone) {
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw Refusal.invalid(field, "must be an IANA time zone such as Europe/Berlin");
    }
    return ZoneId.of(zone);
  }

  static Site site(exchange.core.listing.Site site) {
    return new Site(
        site.warehouseId(),
        site.name(),
        site.country(),
        site.point().latitude(),
        site.point().longitude(),
        site.gateway().unlocode(),
        site.zone().getId());
  }
}
