package exchange.core.bank;

import exchange.core.values.Refusal;

/**
 * Where the bank pays to, or from.
 *
 * @param name of its holder
 */
public record BankAccount(String name, String iban, String bic) {
  public BankAccount {
    if (!iban.matches("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}") || !CheckDigits.fit(iban)) {
      throw Refusal.invalid("iban", "must be an IBAN, whose check digits fit");
    }
    if (name.isBlank()) {
      throw Refusal.invalid("name", "must not be blank");
    }
  }
}
