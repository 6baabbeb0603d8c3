package exchange.core.guarantee;

import java.time.Instant;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What the pool paid to the owner of a lease, and its exporter owes to the pool instead.
 *
 * @param owed still; whatever comes into the exporter's wallet goes there first
 */
public record Receivable(
    UUID contractId, UUID exporterId, UUID ownerId, Money paid, Money owed, Instant paidAt) {}
