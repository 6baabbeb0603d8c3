package exchange.core.guarantee;

import org.joda.money.Money;

/**
 * The ring-fenced money of one currency.
 *
 * @param balance what is in it
 * @param promised the limits of all running leases together; never more than the balance
 * @param receivable what it paid and has not had back
 */
public record GuaranteePool(Money balance, Money promised, Money receivable) {}
