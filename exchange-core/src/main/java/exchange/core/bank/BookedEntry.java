package exchange.core.bank;

import java.util.Optional;
import java.util.UUID;

/**
 * An entry, and what was made of it.
 *
 * @param subject the member whose money it is, or the payout; empty for the exchange's own
 */
public record BookedEntry(
    UUID id, String account, BankEntry entry, State state, Optional<UUID> subject) {

  /** What an entry is. */
  public enum State {
    /** A member's, by the reference on it. */
    FUNDED,
    /** Money that an operator had booked by hand. */
    CONFIRMED,
    /** What members paid by card, from the card provider. */
    REMITTED,
    /** Nobody's yet: an operator finds out whose. */
    SUSPENSE,
    /** A member's, as an operator found out. */
    ASSIGNED,
    /** A payout that the bank has paid. */
    PAID_OUT,
    /** A payout that came back. */
    RETURNED,
    /** Money that left for no payout. It is in no account of the ledger, so it is a break. */
    UNEXPLAINED
  }
}
