package exchange.core.lease;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * What it costs to give units of a running lease back before its end, by how many days ahead that
 * is said. Who says it later than any step allows keeps them.
 *
 * @param steps the earliest first, at least one
 */
public record ReleaseSchedule(List<Step> steps) {

  /**
   * @param daysBefore holds for who says it at least so many days before the units leave; 1 or
   *     more, for the night that has begun is stored
   * @param feePercent of what the lease costs less by it
   */
  public record Step(int daysBefore, BigDecimal feePercent) {
    public Step {
      if (daysBefore < 1) {
        throw Refusal.invalid("release.daysBefore", "must be 1 or more");
      }
    }
  }

  public ReleaseSchedule {
    steps = steps.stream().sorted(Comparator.comparingInt(Step::daysBefore).reversed()).toList();
    if (steps.isEmpty()) {
      throw Refusal.invalid("release", "must have at least one step");
    }
  }

  /** The least that it takes. */
  public int noticeDays() {
    return steps.get(steps.size() - 1).daysBefore();
  }

  /**
   * @throws exchange.core.values.RefusedException {@code NOTICE_TOO_SHORT}
   */
  public BigDecimal feePercent(long daysBefore) {
    return steps.stream()
        .filter(each -> daysBefore >= each.daysBefore())
        .map(Step::feePercent)
        .findFirst()
        .orElseThrow(() -> Refusal.of(RefusalCode.NOTICE_TOO_SHORT, "days", noticeDays()));
  }
}
