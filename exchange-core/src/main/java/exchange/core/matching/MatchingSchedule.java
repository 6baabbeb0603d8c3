package exchange.core.matching;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;

/**
 * When rounds start by themselves: at whichever of its occasions comes first, but never while one
 * is under way.
 *
 * @param everyMinutes so long after the last round was asked for
 * @param dailyAt at that time of day in UTC
 * @param openRequests as soon as so many requests are open that no round has looked at
 */
public record MatchingSchedule(
    boolean on,
    Optional<Integer> everyMinutes,
    Optional<LocalTime> dailyAt,
    Optional<Integer> openRequests,
    MatchingRound.Settings settings,
    Instant statedAt) {

  boolean hasAnOccasion() {
    return everyMinutes.isPresent() || dailyAt.isPresent() || openRequests.isPresent();
  }
}
