package exchange.core.ledger;

/**
 * What an account is for; there is one of each kind for each currency and whom it belongs to.
 * Client money and the exchange's own never share one.
 */
public enum Purpose {
  /** A member's money to spend. */
  WALLET,
  /** A contract's money, not yet the owner's. */
  ESCROW,
  /** A contract's security, its exporter's unless the exporter fails to pay; and fees undecided. */
  DEPOSIT,
  /** Frozen out of a wallet or a deposit for a contract's disputes, and still its member's. */
  DISPUTED,
  /** Ring-fenced money that pays for others' failures first. */
  GUARANTEE,
  /** What the exchange has earned. */
  FEES,
  /** The exchange's own money of a currency, which members convert into and out of. */
  FX,
  /** Mirror of what a contract's exporter owes to the pool; negative by that. */
  RECEIVABLE,
  /** The other side of all receivables: what the pool paid and has not had back. */
  SUBROGATED,
  /** On its way to a member's bank. */
  PAYOUT,
  /** Arrived at the bank, and nobody knows yet for whom. */
  SUSPENSE,
  /** Mirror of the exchange's client account at its bank; negative by what the bank holds. */
  BANK,
  /** The other side of what was booked by hand; negative by what the bank has yet to confirm. */
  BY_HAND,
  /** Mirror of the card provider; negative by what it has set aside or captured. */
  CARD,
  /** Set aside on cards, and nobody's until it is captured. */
  CARD_CLEARING
}
