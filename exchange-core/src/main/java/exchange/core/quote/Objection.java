package exchange.core.quote;

/**
 * Why a slot does not serve a request.
 *
 * @param reason what stands against what, in words
 */
public record Objection(Rule rule, String reason) {

  /** The rules of eligibility, in the order in which they are tried. */
  public enum Rule {
    STORAGE_CLASS,
    UNIT,
    OWN_LISTING,
    LISTING_CLOSED,
    MINIMUM_QUANTITY,
    MINIMUM_TERM,
    QUANTITY,
    /** The first day has passed at the site. */
    PAST,
    /** The owner decides on the lease first, and would have no time to. */
    LEAD_TIME,
    WINDOW,
    CAPACITY,
    BUDGET,
    /** Every rule allows it, but others made better use of the space. */
    OUTBID,
    /** The space was taken while the round ran. */
    TAKEN_MEANWHILE,
    /** Whoever asks, or offers, is on the blacklist. */
    BLACKLISTED
  }
}
