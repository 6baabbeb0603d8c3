package exchange.core.values;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * One stated table of rates. Offers are compared in the market currency by it, and wallets' money
 * is converted; a lease is billed and paid in the currency of its rate card.
 *
 * @param market the currency that offers are compared in
 * @param source who stated the rates
 * @param asOf when they were stated
 * @param perMarketUnit units of each currency that one unit of the market currency buys
 */
public record ExchangeRates(
    CurrencyUnit market, String source, Instant asOf, Map<CurrencyUnit, BigDecimal> perMarketUnit) {

  public ExchangeRates {
    perMarketUnit = Map.copyOf(perMarketUnit);
  }

  /** The codes of all currencies that it states, the market's first. */
  public List<String> currencies() {
    return Stream.concat(
            Stream.of(market.getCode()),
            perMarketUnit.keySet().stream().map(CurrencyUnit::getCode).sorted())
        .toList();
  }

  /**
   * The same value in the market currency, rounded half up to its minor unit.
   *
   * @throws RefusedException {@code CURRENCY_NOT_SUPPORTED}
   */
  public Money toMarket(Money money) {
    if (money.getCurrencyUnit().equals(market)) {
      return money;
    }
    BigDecimal amount =
        money
            .getAmount()
            .divide(rate(money.getCurrencyUnit()), market.getDecimalPlaces(), RoundingMode.HALF_UP);
    return Money.of(market, amount);
  }

  /**
   * The least amount of {@code currency}, in whole units, whose value is above {@code money} of the
   * market currency.
   *
   * @throws RefusedException {@code CURRENCY_NOT_SUPPORTED}
   */
  public Money wholeUnitsAbove(Money money, CurrencyUnit currency) {
    BigDecimal whole = money.getAmount().multiply(rate(currency)).setScale(0, RoundingMode.FLOOR);
    Money amount = Money.of(currency, whole);
    while (!toMarket(amount).isGreaterThan(money)) {
      amount = amount.plusMajor(1);
    }
    return amount;
  }

  public boolean states(CurrencyUnit currency) {
    return currency.equals(market) || perMarketUnit.containsKey(currency);
  }

  /**
   * @throws RefusedException {@code CURRENCY_NOT_SUPPORTED} when the table does not state it
   */
  public BigDecimal rate(CurrencyUnit currency) {
    if (currency.equals(market)) {
      return BigDecimal.ONE;
    }
    BigDecimal rate = perMarketUnit.get(currency);
    if (rate == null) {
      throw Refusal.of(RefusalCode.CURRENCY_NOT_SUPPORTED, "currency", currency.getCode());
    }
    return rate;
  }
}
