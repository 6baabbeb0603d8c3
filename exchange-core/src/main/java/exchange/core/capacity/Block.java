package exchange.core.capacity;

import exchange.core.values.DateRange;
import java.util.UUID;

/**
 * Units that an owner keeps off the market for some days, for its own use or for repairs.
 *
 * @param reason for the owner itself; nobody else is told
 */
public record Block(UUID id, UUID listingId, DateRange days, int units, String reason) {}
