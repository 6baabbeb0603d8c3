package exchange.core.lease;

import exchange.core.values.DateRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A lease with its terms pinned and its first period in escrow.
 *
 * @param siblings the contracts of the other parts, if its request was split; settled at once, each
 *     goes its own way once it runs
 * @param chain of a sublet, the leases that it hangs below, the nearest first
 * @param answerBy when it is off unless its owner has accepted it, and those of its siblings have
 *     accepted them; empty if it ran at once
 * @param annexOf the contract that it adds units or days to
 * @param annexes those that add to it; each goes its own way, too
 */
public record Contract(
    UUID id,
    UUID reservationId,
    LeaseTerms terms,
    Instant settledAt,
    List<UUID> siblings,
    List<Link> chain,
    Optional<Instant> answerBy,
    Optional<UUID> annexOf,
    List<UUID> annexes) {

  /** A lease above, without its money. */
  public record Link(
      UUID contractId, UUID listingId, UUID ownerId, UUID tenantId, DateRange stay, int quantity) {}

  public Contract {
    siblings = List.copyOf(siblings);
    chain = List.copyOf(chain);
    annexes = List.copyOf(annexes);
  }
}
