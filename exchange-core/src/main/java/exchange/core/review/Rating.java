package exchange.core.review;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the public reviews of a member by one side come to.
 *
 * @param by the side that gave them
 * @param reviews how many, 1 or more; each has a mark for every criterion of the side
 * @param averages of the marks, with two decimals
 */
public record Rating(Side by, int reviews, Map<Criterion, BigDecimal> averages) {

  public Rating {
    averages = Collections.unmodifiableMap(new EnumMap<>(averages));
  }

  /** Over all criteria, with one decimal. */
  public BigDecimal overall() {
    return averages.values().stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(averages.size()), 1, RoundingMode.HALF_UP);
  }
}
