package exchange.core.lease;

import org.joda.money.Money;

/**
 * What the exchange asks of a lease beside its price.
 *
 * @param deposit lies with the exchange from the settlement until the lease is over
 */
public record Conditions(Money deposit, CancellationSchedule cancellation, BillingRules billing) {}
