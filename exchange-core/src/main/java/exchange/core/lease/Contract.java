package exchange.core.lease;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A lease with its terms pinned and its first period in escrow.
 *
 * @param siblings the contracts of the other parts, if its request was split; settled at once, each
 *     goes its own way from then on
 */
public record Contract(
    UUID id, UUID reservationId, LeaseTerms terms, Instant settledAt, List<UUID> siblings) {
  public Contract {
    siblings = List.copyOf(siblings);
  }
}
