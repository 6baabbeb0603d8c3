package exchange.api.rest;

import exchange.core.bank.BankStatement;
import exchange.core.bank.PaymentFile;

/** How banks write what comes and goes. */
public interface BankMessages {

  /**
   * @throws exchange.core.values.RefusedException {@code BANK_FILE_REFUSED}
   */
  BankStatement read(String statement);

  String write(PaymentFile file);
}
