package exchange.core.testing;

import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingSchedule;
import exchange.core.matching.MatchingSchedules;
import exchange.core.values.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The first one is what the migration puts into the books, too. */
final class InMemoryMatchingSchedules implements MatchingSchedules {
  private static final MatchingSchedule OFF =
      new MatchingSchedule(
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          new MatchingRound.Settings(10, 0),
          Instant.parse("2026-01-01T00:00:00Z"));

  private final Books books;
  private final InMemoryMatchingRounds rounds;
  private final Map<UUID, MatchingSchedule> all = new LinkedHashMap<>();

  InMemoryMatchingSchedules(Books books, InMemoryMatchingRounds rounds) {
    this.books = books;
    this.rounds = rounds;
    all.put(UUID.randomUUID(), OFF);
  }

  @Override
  public Mono<MatchingSchedule> state(UUID id, MatchingSchedule schedule) {
    return books.change(
        () -> {
          all.putIfAbsent(id, schedule);
          return all.get(id);
        });
  }

  @Override
  public Mono<MatchingSchedule> inForce() {
    return books.read(this::latest);
  }

  private MatchingSchedule latest() {
    List<MatchingSchedule> oldestFirst = new ArrayList<>(all.values());
    return oldestFirst.get(oldestFirst.size() - 1);
  }

  @Override
  public Mono<Page<MatchingSchedule>> page(Page.Query query) {
    return books.read(() -> Books.page(all.values(), each -> true, query));
  }

  @Override
  public Mono<MatchingRound> startDue(UUID id, Instant now) {
    return books.read(
        () ->
            latest().on() && !rounds.isUnderWay() && isDue(latest(), now)
                ? rounds.add(id, latest().settings())
                : null);
  }

  private boolean isDue(MatchingSchedule schedule, Instant now) {
    Instant last =
        rounds
            .lastAskedFor()
            .filter(round -> round.isAfter(schedule.statedAt()))
            .orElse(schedule.statedAt());
    return schedule
            .everyMinutes()
            .filter(every -> !now.isBefore(last.plus(Duration.ofMinutes(every))))
            .isPresent()
        || schedule.dailyAt().filter(time -> latest(time, now).isAfter(last)).isPresent()
        || schedule.openRequests().filter(most -> waiting() >= most).isPresent();
  }

  private static Instant latest(LocalTime time, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Instant then = today.atTime(time).toInstant(ZoneOffset.UTC);
    return then.isAfter(now) ? then.minus(Duration.ofDays(1)) : then;
  }

  private long waiting() {
    return books.requests.openNow().filter(each -> !rounds.hasLookedAt(each.id())).count();
  }
}
