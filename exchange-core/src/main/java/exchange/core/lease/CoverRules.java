package exchange.core.lease;

import exchange.core.listing.Bill;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.Money;

/**
 * How much the guarantee stands for.
 *
 * @param periods the limit is the owner's share of so many first billing periods; none for no cover
 * @param deductiblePercent of the limit
 */
public record CoverRules(int periods, BigDecimal deductiblePercent) {

  Cover of(Bill bill) {
    Money limit =
        bill.periods().stream()
            .limit(periods)
            .map(each -> bill.total(each).minus(each.commission(bill.currency())))
            .reduce(Money.zero(bill.currency()), Money::plus);
    return new Cover(
        limit, limit.multipliedBy(deductiblePercent.movePointLeft(2), RoundingMode.HALF_UP));
  }
}
