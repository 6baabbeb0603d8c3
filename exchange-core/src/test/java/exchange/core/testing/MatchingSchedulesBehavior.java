package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRound.Queued;
import exchange.core.matching.MatchingRound.Running;
import exchange.core.matching.MatchingRound.Settings;
import exchange.core.matching.MatchingSchedule;
import exchange.core.matching.MatchingSchedules;
import exchange.core.values.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What {@code MatchingSchedules} promises. */
public abstract class MatchingSchedulesBehavior extends StoreBehavior {
  private static final Page.Query MANY = new Page.Query(200, Optional.empty());
  private static final Settings SETTINGS = new Settings(7, 42);

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  /** No round starts while another is under way, and a shared store may have some. */
  @BeforeEach
  void endAllRounds() {
    for (MatchingRound round : now(ports.matchingRounds().page(MANY)).items()) {
      if (round.state() instanceof Queued || round.state() instanceof Running) {
        now(ports.matchingRounds().fail(round.id(), "test over"));
      }
    }
  }

  @AfterEach
  void switchOff() {
    endAllRounds();
    state(false, Optional.of(1), Optional.empty(), Optional.empty());
  }

  private MatchingSchedule state(
      boolean on,
      Optional<Integer> every,
      Optional<LocalTime> dailyAt,
      Optional<Integer> openRequests) {
    MatchingSchedule schedule =
        new MatchingSchedule(on, every, dailyAt, openRequests, SETTINGS, now);
    assertNow(ports.matchingSchedules().state(UUID.randomUUID(), schedule)).isEqualTo(schedule);
    return schedule;
  }

  private Optional<MatchingRound> due(Instant at) {
    return ports.matchingSchedules().startDue(UUID.randomUUID(), at).blockOptional();
  }

  @Test
  void theLatestIsInForceAndTheOthersAreKept() {
    MatchingSchedules schedules = ports.matchingSchedules();
    MatchingSchedule first =
        state(true, Optional.of(90), Optional.of(LocalTime.of(6, 30)), Optional.of(50));
    MatchingSchedule second = state(false, Optional.of(90), Optional.empty(), Optional.empty());
    assertNow(schedules.inForce()).isEqualTo(second);
    assertThat(now(schedules.page(MANY)).items()).startsWith(second, first);
  }

  @Test
  void whatIsStatedTwiceIsStatedOnce() {
    MatchingSchedules schedules = ports.matchingSchedules();
    UUID id = UUID.randomUUID();
    MatchingSchedule schedule =
        new MatchingSchedule(
            false, Optional.of(3), Optional.empty(), Optional.empty(), SETTINGS, now);
    int before = now(schedules.page(MANY)).items().size();
    now(schedules.state(id, schedule));
    now(schedules.state(id, schedule));
    assertThat(now(schedules.page(MANY)).items()).hasSize(before + 1);
  }

  @Test
  void aRoundStartsWhenItsIntervalIsOver() {
    state(true, Optional.of(60), Optional.empty(), Optional.empty());
    assertThat(due(now.plus(Duration.ofMinutes(59)))).isEmpty();
    MatchingRound started = due(now.plus(Duration.ofMinutes(61))).orElseThrow();
    assertThat(started.settings()).isEqualTo(SETTINGS);
    assertThat(started.state()).isEqualTo(new Queued());
    // It is under way, however long that takes.
    assertThat(due(now.plus(Duration.ofDays(3)))).isEmpty();
  }

  @Test
  void aRoundStartsAtItsTimeOfDay() {
    Instant then = now.plus(Duration.ofHours(5)).truncatedTo(ChronoUnit.MINUTES);
    LocalTime time = LocalTime.ofInstant(then, ZoneOffset.UTC);
    state(true, Optional.empty(), Optional.of(time), Optional.empty());
    assertThat(due(then.minusSeconds(1))).isEmpty();
    assertThat(due(then)).isPresent();
  }

  @Test
  void aRoundStartsWhenEnoughRequestsWaitThatNoneHasLookedAt() {
    trade.request(trade.exporter(), 1, Trade.OPENING, 1);
    state(true, Optional.empty(), Optional.empty(), Optional.of(1_000_000));
    assertThat(due(now)).isEmpty();
    state(true, Optional.empty(), Optional.empty(), Optional.of(1));
    assertThat(due(now)).isPresent();
  }

  @Test
  void noneStartsWhileTheScheduleIsOff() {
    trade.request(trade.exporter(), 1, Trade.OPENING, 1);
    state(false, Optional.of(1), Optional.of(LocalTime.NOON), Optional.of(1));
    assertThat(due(now.plus(Duration.ofDays(2)))).isEmpty();
  }

  @Test
  void ofManyThatAskAtOnceOneStartsTheRound() {
    state(true, Optional.of(1), Optional.empty(), Optional.empty());
    Instant later = now.plus(Duration.ofMinutes(2));
    List<MatchingRound> started =
        now(
            Flux.range(0, 16)
                .flatMap(i -> ports.matchingSchedules().startDue(UUID.randomUUID(), later))
                .collectList());
    assertThat(started).hasSize(1);
  }
}
