package exchange.core.bank;

import org.joda.money.Money;

/**
 * One currency at the bank.
 *
 * @param bank by the statements
 * @param ledger by the books
 * @param byHand booked by hand, and on no statement yet
 */
public record BankMirror(Money bank, Money ledger, Money byHand) {
  public boolean isBroken() {
    return !bank.isEqual(ledger);
  }
}
