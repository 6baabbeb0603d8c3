package exchange.core.currency;

import exchange.core.values.ExchangeRates;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A member gives money of one currency and gets money of another.
 *
 * @param give rounded up to its minor unit; what that is above the exact value stays with the
 *     exchange, in its account of that currency
 * @param giveRate units of the given currency that one unit of the market currency buys
 * @param getRate the same of the other currency
 * @param source who stated the rates
 * @param asOf when they were stated
 */
public record Conversion(
    UUID id,
    UUID memberId,
    Money give,
    Money get,
    BigDecimal giveRate,
    BigDecimal getRate,
    String source,
    Instant asOf,
    Instant validUntil,
    Optional<Instant> executedAt) {

  /**
   * What it costs to get that much.
   *
   * @throws exchange.core.values.RefusedException {@code CURRENCY_NOT_SUPPORTED}
   */
  static Conversion quote(
      UUID id,
      UUID memberId,
      CurrencyUnit give,
      Money get,
      ExchangeRates rates,
      Instant validUntil) {
    return new Conversion(
        id,
        memberId,
        price(get, give, rates),
        get,
        rates.rate(give),
        rates.rate(get.getCurrencyUnit()),
        rates.source(),
        rates.asOf(),
        validUntil,
        Optional.empty());
  }

  static Money price(Money get, CurrencyUnit give, ExchangeRates rates) {
    return Money.of(
        give,
        get.getAmount()
            .multiply(rates.rate(give))
            .divide(
                rates.rate(get.getCurrencyUnit()), give.getDecimalPlaces(), RoundingMode.CEILING));
  }
}
