package exchange.core.listing;

/**
 * Whether those who lease an owner's space may offer it on; each lease keeps the rule it began
 * with.
 */
public enum SubletRule {
  ALLOWED,
  /** Each offer waits until the owner consents. */
  WITH_CONSENT,
  FORBIDDEN
}
