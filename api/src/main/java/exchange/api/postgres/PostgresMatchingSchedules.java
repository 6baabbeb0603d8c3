package exchange.api.postgres;

import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingSchedule;
import exchange.core.matching.MatchingSchedules;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresMatchingSchedules implements MatchingSchedules {
  private static final Function<String, MatchingSchedule> SCHEDULE =
      Documents.reader(MatchingSchedule.class);
  private static final Function<String, MatchingRound> ROUND =
      Documents.reader(MatchingRound.class);

  private final Database database;

  public PostgresMatchingSchedules(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<MatchingSchedule> state(UUID id, MatchingSchedule schedule) {
    return database.change(
        "state_matching_schedule", Map.of("id", id, "schedule", schedule), SCHEDULE);
  }

  @Override
  public Mono<MatchingSchedule> inForce() {
    return database.one(
        "select doc::text from matching_schedule order by seq desc limit 1", SCHEDULE);
  }

  @Override
  public Mono<Page<MatchingSchedule>> page(Page.Query query) {
    return database.page(
        "select seq, doc::text from matching_schedule where seq < $1", query, SCHEDULE);
  }

  @Override
  public Mono<MatchingRound> startDue(UUID id, Instant now) {
    return database.change("start_due_round", Map.of("id", id, "now", now), ROUND);
  }
}
