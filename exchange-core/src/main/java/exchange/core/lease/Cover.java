package exchange.core.lease;

import org.joda.money.Money;

/**
 * What the guarantee pool stands for if the exporter of a lease does not pay.
 *
 * @param limit it pays no more
 * @param deductible of the loss that the owner bears first
 */
public record Cover(Money limit, Money deductible) {

  /**
   * @param loss what the owner misses after the deposit was taken
   */
  public Money payout(Money loss) {
    Money above = loss.minus(deductible);
    Money zero = Money.zero(loss.getCurrencyUnit());
    return above.isNegative() ? zero : above.isGreaterThan(limit) ? limit : above;
  }
}
