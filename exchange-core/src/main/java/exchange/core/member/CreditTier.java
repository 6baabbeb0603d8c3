package exchange.core.member;

/** How far a member is trusted to pay, the least first. */
public enum CreditTier {
  /** Nothing is known of it yet. */
  NEWCOMER;

  /** What everybody is at least. */
  public static final CreditTier LOWEST = NEWCOMER;
}
