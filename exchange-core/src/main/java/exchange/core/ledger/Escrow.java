package exchange.core.ledger;

import org.joda.money.Money;

/**
 * What the exchange holds for a contract.
 *
 * @param balance paid in advance, for periods that are not over
 */
public record Escrow(Money balance, Money deposit) {}
