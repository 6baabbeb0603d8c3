package exchange.core.ledger;

/** What an account is for. Client money and the exchange's own never share one. */
public enum Purpose {
  /** A member's money to spend. */
  WALLET,
  /** A contract's money, not yet the owner's. */
  ESCROW,
  /** Mirror of the exchange's client account at its bank; negative by what the bank holds. */
  BANK
}
