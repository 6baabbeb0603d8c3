package exchange.core.billing;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What an owner wants out of the deposit of a lease. It stays frozen until the exporter agrees or
 * an operator rules.
 *
 * @param awarded to the owner, once it is decided
 * @param ruling why the operator ruled so
 */
public record Claim(
    UUID id,
    UUID contractId,
    Money amount,
    String reason,
    State state,
    Instant filedAt,
    Optional<Money> awarded,
    Optional<String> ruling) {

  public enum State {
    FILED,
    /** By the exporter, whole. */
    AGREED,
    /** By an operator. */
    RULED
  }
}
