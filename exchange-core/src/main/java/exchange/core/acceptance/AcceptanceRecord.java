package exchange.core.acceptance;

import exchange.core.acceptance.Acceptance.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How an owner has answered so far.
 *
 * @param declined how often, for each reason
 * @param lapsed how often it said nothing
 * @param medianSeconds it took to say yes or no, rounded down; empty before the first time
 */
public record AcceptanceRecord(
    UUID ownerId,
    int accepted,
    Map<Reason, Integer> declined,
    int lapsed,
    Optional<Long> medianSeconds) {

  public AcceptanceRecord {
    declined = Map.copyOf(declined);
  }

  /** How often it was asked and had its time. */
  public int decided() {
    return accepted + lapsed + declined.values().stream().mapToInt(Integer::intValue).sum();
  }
}
