package exchange.api.web;

import exchange.core.billing.Billing;
import exchange.core.lease.CancellationSchedule;
import exchange.core.values.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What it costs to cancel a lease before it begins.
 *
 * @param now empty when it is too late
 * @param back what comes back to the wallet of what lies in escrow and deposit
 * @param steps those still ahead, by the schedule that the contract pins
 */
public record WayOut(Optional<Money> now, Optional<Money> back, List<Step> steps) {

  /** Who cancels until then pays that. */
  public record Step(Instant until, Money fee) {}

  static WayOut of(Billing billing, Instant now) {
    Optional<Money> fee = fee(billing, now);
    Money held = billing.paidAhead().plus(billing.terms().conditions().deposit());
    return new WayOut(fee, fee.map(held::minus), steps(billing, now));
  }

  private static Optional<Money> fee(Billing billing, Instant now) {
    try {
      return Optional.of(billing.cancellationFee(now));
    } catch (RefusedException tooLate) {
      return Optional.empty();
    }
  }

  private static List<Step> steps(Billing billing, Instant now) {
    Instant begin =
        billing.terms().stay().from().atStartOfDay(billing.terms().site().zone()).toInstant();
    CancellationSchedule schedule = billing.terms().conditions().cancellation();
    return schedule.steps().stream()
        .map(step -> begin.minus(Duration.ofHours(step.hoursBefore())))
        .filter(until -> until.isAfter(now))
        .map(until -> new Step(until, billing.cancellationFee(until)))
        .toList();
  }
}
