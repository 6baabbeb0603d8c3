package exchange.core.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.joda.money.Money;

/**
 * One currency at the end of a day (UTC): what others say that they hold, and whose it is by the
 * books.
 *
 * @param at when it was worked out
 * @param bank by its statements
 * @param provider captured, by the card provider's word, and not at the bank yet
 * @param learntLater of that, what the books heard of after the day
 * @param byHand booked by hand, and on no statement yet
 * @param clients wallets, escrows, deposits, and payouts on their way
 * @param own fees, guarantee pool, and what members convert into
 * @param suspense nobody's yet
 */
public record Reconciliation(
    UUID id,
    LocalDate day,
    Instant at,
    Money bank,
    Money provider,
    Money learntLater,
    Money byHand,
    Money clients,
    Money own,
    Money suspense) {

  /** What there is more than there should be; nothing on a good day. */
  public Money difference() {
    return bank.plus(provider)
        .minus(learntLater)
        .plus(byHand)
        .minus(clients)
        .minus(own)
        .minus(suspense);
  }

  public boolean isBroken() {
    return !difference().isZero();
  }
}
