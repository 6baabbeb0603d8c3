package exchange.core.sublet;

import exchange.core.listing.Listing;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A listing of leased space, by its tenant.
 *
 * @param lessorId who lets the space to the tenant
 * @param decideBy from then on silence is a no
 */
public record Sublet(
    Listing listing,
    UUID lessorId,
    Consent consent,
    Optional<Instant> decideBy,
    Optional<ConsentRefusal> refusal) {

  /** Whether the lessor agrees; only the first and the third let the listing be open. */
  public enum Consent {
    NOT_NEEDED,
    WAITING,
    GIVEN,
    REFUSED,
    /** Nobody answered in time, or the lease became too small for the offer. */
    LAPSED,
    /** The tenant did not wait. */
    WITHDRAWN
  }
}
