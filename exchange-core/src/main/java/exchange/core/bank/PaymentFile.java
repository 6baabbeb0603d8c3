package exchange.core.bank;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Payouts that the bank is told to pay at one go. Never changed.
 *
 * @param debtor the exchange's own account
 */
public record PaymentFile(
    UUID id, CurrencyUnit currency, BankAccount debtor, Instant at, List<Payment> payments) {

  public PaymentFile {
    payments = List.copyOf(payments);
  }

  /** A payout, of which the bank learns this much. */
  public record Payment(UUID id, Money amount, BankAccount creditor) {}
}
