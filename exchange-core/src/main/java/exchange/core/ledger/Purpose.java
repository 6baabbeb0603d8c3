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
  /** A contract's security; its exporter's, unless the exporter fails to pay. */
  DEPOSIT,
  /** Ring-fenced money that pays for others' failures first. */
  GUARANTEE,
  /** What the exchange has earned. */
  FEES,
  /** Where one currency is given and another taken; each side balances what was exchanged. */
  FX,
  /** On its way to a member's bank. */
  PAYOUT,
  /** Arrived at the bank, and nobody knows yet for whom. */
  SUSPENSE,
  /** Mirror of the exchange's client account at its bank; negative by what the bank holds. */
  BANK
}
