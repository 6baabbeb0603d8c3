package exchange.core.lease;

/**
 * When the periods of a lease are paid, in days of the site's own calendar.
 *
 * @param requestDays before a period begins, its exporter is asked to have the money ready
 * @param collectDays before a period begins, it is taken from the wallet; if it is not there, that
 *     is tried again every day
 * @param graceDays after the first try, and after the period has begun, the lease is in default
 * @param depositDays after the last day, the deposit goes back
 */
public record BillingRules(int requestDays, int collectDays, int graceDays, int depositDays) {}
