package exchange.core.ledger;

import org.joda.money.Money;

/** What all accounts of a purpose hold in a currency. */
public record PurposeTotal(Purpose purpose, long accounts, Money total) {}
