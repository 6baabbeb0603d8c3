package exchange.core.reserve;

import java.time.Instant;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What the exchange owed to its members in a currency at an instant, and what was there.
 *
 * @param root hash of the {@link MerkleSumTree} of all members' balances, which add up to {@code
 *     liabilities}
 * @param bank what the bank holds by the exchange's books
 */
public record ReserveStatement(
    UUID id, Instant at, Money liabilities, Money bank, int members, String root) {}
