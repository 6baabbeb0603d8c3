package exchange.core.billing;

import java.time.Clock;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Decides every fee for units given back whose days are over. It may be cut off anywhere and run on
 * several nodes at once.
 */
public final class DecideReleaseFees {
  private final Amendments amendments;
  private final Clock clock;
  private final int most;

  /**
   * @param most at a time
   */
  public DecideReleaseFees(Amendments amendments, Clock clock, int most) {
    this.amendments = amendments;
    this.clock = clock;
    this.most = most;
  }

  /**
   * @return how many were decided
   */
  public Mono<Long> decide() {
    return Mono.defer(() -> decideDue(clock.instant()));
  }

  private Mono<Long> decideDue(Instant now) {
    Mono<Long> some =
        amendments
            .feesDue(now, most)
            // One that cannot be decided must not keep the others waiting.
            .concatMapDelayError(amendment -> amendments.decideFee(amendment, now))
            .count();
    return some.expand(count -> count < most ? Mono.empty() : some).reduce(0L, Long::sum);
  }
}
