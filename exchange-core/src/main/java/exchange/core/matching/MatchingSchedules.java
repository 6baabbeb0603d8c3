package exchange.core.matching;

import exchange.core.values.Page;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The schedules of rounds so far. The latest is in force; the first one is off. */
public interface MatchingSchedules {

  Mono<MatchingSchedule> state(UUID id, MatchingSchedule schedule);

  Mono<MatchingSchedule> inForce();

  Mono<Page<MatchingSchedule>> page(Page.Query query);

  /**
   * Queues a round if the schedule in force says that one is due, once for all that ask.
   *
   * @param id of the round
   * @return empty when none is due
   */
  Mono<MatchingRound> startDue(UUID id, Instant now);
}
