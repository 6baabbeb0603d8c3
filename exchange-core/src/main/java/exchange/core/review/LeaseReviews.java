package exchange.core.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How far the parties of a lease have reviewed one another, as one reader may know it.
 *
 * @param closesAt until then each may review the other; empty unless the lease is over and had
 *     begun
 * @param given the sides that have given theirs, read or not
 * @param reviews those that the reader may read
 */
public record LeaseReviews(
    UUID contractId, Optional<Instant> closesAt, Set<Side> given, List<Review> reviews) {

  public LeaseReviews {
    given = Set.copyOf(given);
    reviews = List.copyOf(reviews);
  }

  /** Whether that side may still give its own. */
  public boolean awaits(Side side, Instant now) {
    return closesAt.filter(now::isBefore).isPresent() && !given.contains(side);
  }
}
