package exchange.core.lease;

import java.util.Optional;
import org.joda.money.Money;

/**
 * What the exchange asks of a lease beside its price.
 *
 * @param deposit lies with the exchange from the settlement until the lease is over
 * @param release what it costs to give units back before the end
 * @param cover what the guarantee pool stands for if the exporter does not pay
 * @param asking how the owner decides on it; empty if it takes it at once
 */
public record Conditions(
    Money deposit,
    CancellationSchedule cancellation,
    ReleaseSchedule release,
    BillingRules billing,
    Cover cover,
    Optional<Asking> asking) {

  /** Of a lease that its owner takes at once. */
  public Conditions(
      Money deposit,
      CancellationSchedule cancellation,
      ReleaseSchedule release,
      BillingRules billing,
      Cover cover) {
    this(deposit, cancellation, release, billing, cover, Optional.empty());
  }

  /** The same of a lease that its owner decides on. */
  public Conditions with(Asking how) {
    return new Conditions(deposit, cancellation, release, billing, cover, Optional.of(how));
  }
}
