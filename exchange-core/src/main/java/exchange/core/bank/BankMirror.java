package exchange.core.bank;

import org.joda.money.Money;

/**
 * One currency at the bank.
 *
 * @param bank by the statements
 * @param ledger by the books
 */
public record BankMirror(Money bank, Money ledger) {
  public boolean isBroken() {
    return !bank.isEqual(ledger);
  }
}
