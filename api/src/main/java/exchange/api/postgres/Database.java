package exchange.api.postgres;

import exchange.core.member.Attempt;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** The few ways in which the stores talk to PostgreSQL. Queries select one column of JSON. */
final class Database {
  /** Raised by the SQL function {@code refuse}. */
  private static final String REFUSED = "RF000";

  private static final Function<String, Map<String, String>> FACTS =
      Documents.reader(new TypeReference<>() {});

  private final DatabaseClient client;

  Database(ConnectionFactory connections) {
    this.client = DatabaseClient.create(connections);
  }

  /**
   * Carries out one command of {@code R__commands.sql}, under the subscriber's attempt if it has
   * one.
   */
  <T> Mono<T> change(String command, Object payload, Function<String, T> answer) {
    return Mono.deferContextual(
            context ->
                change(
                    context.getOrDefault(Attempt.class, null), command, Documents.write(payload)))
        .map(json -> answer.apply(json));
  }

  /** The same with everything written already. */
  Mono<String> change(@Nullable Attempt attempt, String command, String payload) {
    return one(
        "select change($1::jsonb, $2, $3::jsonb)::text",
        json -> json,
        attempt == null ? Nothing.OF_TEXT : Documents.write(attempt),
        command,
        payload);
  }

  /** What became of each of many changes, told once all are durable. */
  Mono<List<Coalescer.Outcome>> outcomes(String sql, String changes) {
    return rows(sql, changes)
        .map(
            (row, meta) ->
                new Coalescer.Outcome(row.get(0, String.class), row.get(1, String.class)))
        .all()
        .collectList();
  }

  /** Whether PostgreSQL itself said that the statement failed, so that nothing of it was done. */
  static boolean isUndone(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof PostgresqlException postgres) {
        String state = postgres.getErrorDetails().getCode();
        return !state.startsWith("08") && !state.startsWith("57P");
      }
    }
    return false;
  }

  /** The only row; empty when there is none or its column is null. */
  <T> Mono<T> one(String sql, Function<String, T> reader, Object... binds) {
    return rows(sql, binds)
        .map((row, meta) -> Optional.ofNullable(row.get(0, String.class)))
        .one()
        .onErrorMap(Database::refusalOf)
        .flatMap(Mono::justOrEmpty)
        .map(json -> reader.apply(json));
  }

  <T> Flux<T> all(String sql, Function<String, T> reader, Object... binds) {
    return rows(sql, binds)
        .map((row, meta) -> text(row.get(0, String.class)))
        .all()
        .map(json -> reader.apply(json));
  }

  /**
   * A page of {@code select}, which gives {@code seq} and a column of JSON and ends in its
   * conditions; {@code $1} in it is the position before which to look.
   */
  <T> Mono<Page<T>> page(
      String select, Page.Query query, Function<String, T> reader, Object... moreBinds) {
    Object[] binds = new Object[moreBinds.length + 1];
    binds[0] = query.before().orElse(Long.MAX_VALUE);
    System.arraycopy(moreBinds, 0, binds, 1, moreBinds.length);
    return rows(select + " order by seq desc limit " + (query.limit() + 1), binds)
        .map(
            (row, meta) ->
                new Numbered<T>(
                    number(row.get(0, Long.class)), reader.apply(text(row.get(1, String.class)))))
        .all()
        .collectList()
        .map(found -> page(found, query.limit()));
  }

  private record Numbered<T>(long seq, T item) {}

  private static <T> Page<T> page(List<Numbered<T>> found, int limit) {
    boolean more = found.size() > limit;
    List<Numbered<T>> shown = more ? found.subList(0, limit) : found;
    Optional<Long> next = more ? Optional.of(shown.get(limit - 1).seq()) : Optional.empty();
    return new Page<>(shown.stream().map(Numbered::item).toList(), next);
  }

  /** A bind that is null, which R2DBC wants typed. */
  enum Nothing {
    OF_TEXT(String.class),
    OF_UUID(java.util.UUID.class);

    private final Class<?> type;

    Nothing(Class<?> type) {
      this.type = type;
    }
  }

  private DatabaseClient.GenericExecuteSpec rows(String sql, Object... binds) {
    DatabaseClient.GenericExecuteSpec spec = client.sql(sql);
    for (int i = 0; i < binds.length; i++) {
      spec =
          binds[i] instanceof Nothing nothing
              ? spec.bindNull(i, nothing.type)
              : spec.bind(i, binds[i]);
    }
    return spec;
  }

  private static String text(@Nullable String column) {
    if (column == null) {
      throw new IllegalStateException("a column that is never null was");
    }
    return column;
  }

  private static long number(@Nullable Long column) {
    if (column == null) {
      throw new IllegalStateException("a column that is never null was");
    }
    return column;
  }

  private static Throwable refusalOf(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof PostgresqlException postgres
          && postgres.getErrorDetails().getCode().equals(REFUSED)) {
        Map<String, String> facts =
            FACTS.apply(postgres.getErrorDetails().getDetail().orElse("{}"));
        return new RefusedException(
            new Refusal(RefusalCode.valueOf(postgres.getErrorDetails().getMessage()), facts));
      }
    }
    return error;
  }
}
