package exchange.api.postgres;

import exchange.core.member.Attempt;
import exchange.core.member.Attempts;
import exchange.core.values.Refusal;
import exchange.core.values.RefusedException;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

public final class PostgresAttempts implements Attempts {
  private static final Function<String, Kept> KEPT = Documents.reader(Kept.class);
  private static final Function<String, Integer> COUNT = Documents.reader(Integer.class);

  private final Database database;

  public PostgresAttempts(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  private record Kept(@Nullable JsonNode answer, @Nullable Refusal refusal) {}

  @Override
  public <T> Mono<T> recall(Attempt attempt, Class<T> type) {
    return database.one(
        "select recall_attempt($1::jsonb)::text", Documents.reader(type), Documents.write(attempt));
  }

  @Override
  public <T> Mono<T> refuse(Attempt attempt, Refusal refusal, Class<T> type) {
    return database
        .<Kept>one(
            "select refuse_attempt($1::jsonb, $2::jsonb)::text",
            KEPT,
            Documents.write(attempt),
            Documents.write(refusal))
        .flatMap(
            kept ->
                kept.refusal() != null
                    ? Mono.error(new RefusedException(kept.refusal()))
                    : Mono.just(Documents.reader(type).apply(String.valueOf(kept.answer()))));
  }

  @Override
  public Mono<Integer> forget(Duration age, int most) {
    return database.change(
        "forget_attempts", Map.of("ageMillis", age.toMillis(), "most", most), COUNT);
  }
}
