package exchange.core.lease;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A lease with its terms pinned and its first period in escrow.
 *
 * @param siblings the contracts of the other parts, if its request was split; settled at once, each
 *     goes its own way once it runs
 * @param answerBy when it is off unless its owner has accepted it, and those of its siblings have
 *     accepted them; empty if it ran at once
 */
public record Contract(
    UUID id,
    UUID reservationId,
    LeaseTerms terms,
    Instant settledAt,
    List<UUID> siblings,
    Optional<Instant> answerBy) {
  public Contract {
    siblings = List.copyOf(siblings);
  }
}
