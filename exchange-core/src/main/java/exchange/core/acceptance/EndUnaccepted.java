package exchange.core.acceptance;

import exchange.core.capacity.Holds;
import java.time.Clock;
import reactor.core.publisher.Mono;

/**
 * Ends the leases that nobody accepted in time. It may run on several nodes at once: each lease
 * ends once.
 */
public final class EndUnaccepted {
  private static final int AT_ONCE = 4;

  private final Acceptances acceptances;
  private final Holds holds;
  private final Clock clock;
  private final int most;

  /**
   * @param most leases at a time
   */
  public EndUnaccepted(Acceptances acceptances, Holds holds, Clock clock, int most) {
    this.acceptances = acceptances;
    this.holds = holds;
    this.clock = clock;
    this.most = most;
  }

  /**
   * @return how many were ended; parts of a split count for one
   */
  public Mono<Long> end() {
    return Mono.defer(
        () ->
            acceptances
                .overdue(clock.instant(), most)
                // One that cannot be ended must not keep the others waiting.
                .flatMapDelayError(this::end, AT_ONCE, AT_ONCE)
                .filter(ended -> ended)
                .count());
  }

  private Mono<Boolean> end(Acceptance overdue) {
    return acceptances
        .lapse(overdue.contractId(), clock.instant())
        .flatMap(
            ended -> holds.forget(overdue.terms().listingId()).onErrorComplete().thenReturn(ended));
  }
}
