package exchange.core.member;

/** How far a member is trusted to pay. */
public enum CreditTier {
  /** Nothing is known of it yet. */
  NEWCOMER
}
