package exchange.core.lease;

import java.time.Instant;
import java.util.UUID;

/** A lease with its terms pinned and its first period in escrow. */
public record Contract(UUID id, UUID reservationId, LeaseTerms terms, Instant settledAt) {}
