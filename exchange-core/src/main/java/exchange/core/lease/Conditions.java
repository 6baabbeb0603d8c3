package exchange.core.lease;

import org.joda.money.Money;

/**
 * What the exchange asks of a lease beside its price.
 *
 * @param deposit lies with the exchange from the settlement until the lease is over
 * @param cover what the guarantee pool stands for if the exporter does not pay
 */
public record Conditions(
    Money deposit, CancellationSchedule cancellation, BillingRules billing, Cover cover) {}
