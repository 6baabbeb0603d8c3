package exchange.core.review;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What one party of a lease says of the other. Once it is given it stays as it is.
 *
 * @param by the side that gave it
 * @param marks from 1 to 5, one for each of the side's criteria
 * @param publicFrom when both sides have given theirs, or else when the time for it is over; before
 *     that only who gave it may read it
 * @param answer of the reviewed, for all to read
 */
public record Review(
    UUID id,
    UUID contractId,
    UUID reviewedId,
    Side by,
    Map<Criterion, Integer> marks,
    Instant publicFrom,
    Optional<Said> text,
    Optional<Said> answer) {

  /** Something that was said in words. */
  public enum Part {
    TEXT,
    ANSWER
  }

  /**
   * @param words as they were said; if they are hidden, why an operator hid them
   */
  public record Said(String words, boolean hidden) {}

  public Review {
    marks = Collections.unmodifiableMap(new EnumMap<>(marks));
  }
}
