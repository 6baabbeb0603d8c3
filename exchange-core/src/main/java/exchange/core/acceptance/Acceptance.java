package exchange.core.acceptance;

import exchange.core.lease.LeaseTerms;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What an owner was asked about a lease, and what it said. The parts of a split wait for one
 * another: none runs before all are accepted, and if one is not, all are off.
 *
 * @param asked false if the owner's rule said yes, and it only waits for the other parts
 * @param answerBy unless it is accepted then it is off; the same for all parts of a split
 * @param answeredAt when the owner said yes or no
 * @param reason of a no
 * @param words to the exporter, with a no
 */
public record Acceptance(
    UUID contractId,
    LeaseTerms terms,
    State state,
    boolean asked,
    Instant askedAt,
    Instant answerBy,
    Optional<Instant> answeredAt,
    Optional<Reason> reason,
    Optional<String> words) {

  public enum State {
    AWAITED,
    ACCEPTED,
    DECLINED,
    /** The owner said nothing. */
    LAPSED,
    /** The exporter did not wait. */
    WITHDRAWN,
    /** The owner of another part said no first. */
    DROPPED
  }

  /** Why an owner says no. */
  public enum Reason {
    /** It does not store such goods. */
    GOODS,
    /** The days, or how many they are. */
    DATES,
    QUANTITY,
    /** The space cannot be used, or is given otherwise. */
    SPACE_UNAVAILABLE,
    /** What it wants to know of the exporter is missing, or does not satisfy it. */
    EXPORTER,
    /** As said in words. */
    OTHER
  }
}
