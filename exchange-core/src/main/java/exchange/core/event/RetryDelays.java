package exchange.core.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long to wait after each failed attempt; after the last there is no other.
 *
 * @param delays the first follows the first attempt
 */
public record RetryDelays(List<Duration> delays) {
  /** So that what failed together is not tried again together. */
  private static final double JITTER = 0.1;

  public RetryDelays {
    delays = List.copyOf(delays);
  }

  public int tries() {
    return delays.size() + 1;
  }

  /**
   * @param attempt that failed, counted from 1
   * @param chance from 0 to 1
   */
  public Optional<Duration> after(int attempt, double chance) {
    if (attempt > delays.size()) {
      return Optional.empty();
    }
    double jitter = 1 - JITTER + 2 * JITTER * chance;
    return Optional.of(Duration.ofMillis(Math.round(delays.get(attempt - 1).toMillis() * jitter)));
  }
}
