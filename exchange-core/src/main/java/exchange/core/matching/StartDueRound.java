package exchange.core.matching;

import java.time.Clock;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Rounds start by themselves when their schedule says so. */
public final class StartDueRound {
  private final MatchingSchedules schedules;
  private final Clock clock;

  public StartDueRound(MatchingSchedules schedules, Clock clock) {
    this.schedules = schedules;
    this.clock = clock;
  }

  /**
   * @return the round, or empty when none is due
   */
  public Mono<MatchingRound> start() {
    return Mono.defer(() -> schedules.startDue(UUID.randomUUID(), clock.instant()));
  }
}
