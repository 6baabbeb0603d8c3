package exchange.core.credit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Brings the files up to date of all who have done something that counts, and daily all others. */
public final class GradeMembers {
  private static final Duration AGE = Duration.ofDays(1);
  private static final int AT_ONCE = 4;

  private final CreditFiles files;
  private final Clock clock;
  private final int most;

  /**
   * @param most members at a time
   */
  public GradeMembers(CreditFiles files, Clock clock, int most) {
    this.files = files;
    this.clock = clock;
    this.most = most;
  }

  /**
   * @return how many were graded
   */
  public Mono<Long> grade() {
    return Mono.defer(
        () -> {
          Instant now = clock.instant();
          return files
              .scorecard(now)
              .flatMap(
                  card ->
                      files
                          .stale(now, AGE, most)
                          .flatMapDelayError(
                              stale ->
                                  files
                                      .history(stale.organizationId())
                                      .flatMap(
                                          history -> files.save(card.grade(history, now), stale)),
                              AT_ONCE,
                              AT_ONCE)
                          .count());
        });
  }
}
