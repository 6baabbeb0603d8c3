package exchange.core.listing;

import exchange.core.values.Refusal;
import java.math.BigDecimal;

/**
 * What one unit costs to store for one {@code basis}, in the rate card's currency. May have more
 * decimals than the currency.
 */
public record StorageRate(BigDecimal amount, Basis basis) {

  /** How time is counted. A part of a week or month costs its share of days. */
  public enum Basis {
    DAY,
    WEEK,
    MONTH
  }

  public StorageRate {
    if (amount.signum() < 0) {
      throw Refusal.invalid("rateCard.storage.amount", "must not be negative");
    }
  }
}
