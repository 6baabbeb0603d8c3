package exchange.core.member;

/** How far a member is trusted, the least first. A scorecard says who has which. */
public enum CreditTier {
  /** It has lost trust. */
  WATCH,
  /** Nothing is known of it yet. */
  NEWCOMER,
  STANDARD,
  CERTIFIED,
  ADVANCED;

  /** What everybody is at least. */
  public static final CreditTier LOWEST = WATCH;
}
