package exchange.core.quote;

import exchange.core.lease.LeaseTerms;
import java.time.Instant;
import java.util.UUID;
import org.joda.money.Money;

/**
 * A priced, bookable answer for one request on one slot. It holds the price, not the space.
 *
 * @param landed the bill in the market currency plus the location estimate; what quotes are ordered
 *     by
 * @param validUntil from this instant on it cannot be reserved any more
 */
public record Quote(
    UUID id, LeaseTerms terms, LocationEstimate location, Money landed, Instant validUntil) {}
