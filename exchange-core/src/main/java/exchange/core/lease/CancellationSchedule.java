package exchange.core.lease;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.joda.money.Money;

/**
 * What it costs to cancel a lease, by how long before its first day that is done.
 *
 * @param steps the earliest first
 */
public record CancellationSchedule(List<Step> steps) {

  /**
   * @param hoursBefore holds for who cancels at least so long before the first day begins
   * @param feePercent of the first period's total
   * @param minimum of the fee, but never more than the first period's total
   */
  public record Step(int hoursBefore, BigDecimal feePercent, Money minimum) {}

  public CancellationSchedule {
    steps = steps.stream().sorted(Comparator.comparingInt(Step::hoursBefore).reversed()).toList();
  }

  /**
   * The fee, rounded half up to the minor unit.
   *
   * @param before how long it is until the first day begins
   * @throws exchange.core.values.RefusedException {@code CANCELLATION_TOO_LATE}
   */
  public Money fee(Duration before, Money firstPeriod) {
    Step step = step(before);
    Money share =
        firstPeriod.multipliedBy(step.feePercent().movePointLeft(2), RoundingMode.HALF_UP);
    Money fee = share.isLessThan(step.minimum()) ? step.minimum() : share;
    return fee.isGreaterThan(firstPeriod) ? firstPeriod : fee;
  }

  private Step step(Duration before) {
    return steps.stream()
        .filter(each -> before.compareTo(Duration.ofHours(each.hoursBefore())) >= 0)
        .findFirst()
        .orElseThrow(() -> Refusal.of(RefusalCode.CANCELLATION_TOO_LATE));
  }
}
