package exchange.core.bank;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * Money of a member on its way to a bank account. It left the wallet when it was asked for.
 *
 * @param approvedBy the first operator
 * @param releasedBy the second, who is another
 * @param fileId of the payment file that tells the bank to pay it
 */
public record Payout(
    UUID id,
    UUID memberId,
    Money amount,
    BankAccount creditor,
    State state,
    Optional<UUID> approvedBy,
    Optional<UUID> releasedBy,
    Optional<UUID> fileId,
    Instant requestedAt) {

  /** How far it has come. */
  public enum State {
    REQUESTED,
    /** By one operator. */
    APPROVED,
    /** By two. */
    RELEASED,
    /** In a payment file. Whether it was paid is unknown until a statement says so. */
    SENT,
    PAID,
    /** It came back to the wallet. */
    RETURNED,
    /** Before the bank was told of it. */
    CANCELLED
  }
}
