package exchange.api.postgres;

import exchange.core.member.Attempt;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Carries out the changes of one kind that wait at the same time in one call, so that they share
 * its round trip and its commit. Each is refused or done on its own and has an answer of its own.
 *
 * <p>A change that was taken in is carried out even if its caller hangs up.
 */
final class Coalescer {
  private static final Function<String, Refusal> REFUSAL = Documents.reader(Refusal.class);

  private final Database database;
  private final String command;
  private final Batches<Change> batches = new Batches<>(2, this::carryOut);

  /**
   * @param command such as {@code settle}; there is an SQL function {@code settle_all}, too
   */
  Coalescer(Database database, String command) {
    this.database = database;
    this.command = command;
  }

  /** One change and who waits for its answer. */
  private record Change(@Nullable Attempt attempt, String payload, Sinks.One<String> answer) {
    String json(String command) {
      return "{\"command\":\"%s\",\"attempt\":%s,\"payload\":%s}"
          .formatted(command, attempt == null ? "null" : Documents.write(attempt), payload);
    }
  }

  /** What became of one change: one of the two. */
  record Outcome(@Nullable String answer, @Nullable String refusal) {}

  /** As {@link Database#change}; {@code OVERLOADED} when too many wait. */
  <T> Mono<T> change(Object payload, Function<String, T> reader) {
    return Mono.deferContextual(
            context -> {
              Attempt attempt = context.getOrDefault(Attempt.class, null);
              Change change = new Change(attempt, Documents.write(payload), Sinks.one());
              return batches.add(change)
                  ? change.answer().asMono()
                  : Mono.error(Refusal.of(RefusalCode.OVERLOADED));
            })
        .map(json -> reader.apply(json));
  }

  private Mono<Void> carryOut(List<Change> batch) {
    if (batch.size() == 1) {
      return alone(batch.get(0)).then();
    }
    String changes =
        batch.stream().map(each -> each.json(command)).collect(Collectors.joining(",", "[", "]"));
    return database
        .outcomes("select answer, refusal from " + command + "_all($1::jsonb)", changes)
        .doOnNext(outcomes -> answer(batch, outcomes))
        .then()
        .onErrorResume(
            error ->
                Database.isUndone(error)
                    ? Flux.fromIterable(batch).concatMap(this::alone).then()
                    : Mono.fromRunnable(() -> batch.forEach(each -> fail(each, error))));
  }

  private Mono<String> alone(Change change) {
    return database
        .change(change.attempt(), command, change.payload())
        .doOnNext(answer -> change.answer().tryEmitValue(answer))
        .onErrorResume(
            error -> {
              fail(change, error);
              return Mono.empty();
            });
  }

  private static void answer(List<Change> batch, List<Outcome> outcomes) {
    for (int i = 0; i < batch.size(); i++) {
      Outcome outcome = outcomes.get(i);
      if (outcome.answer() != null) {
        batch.get(i).answer().tryEmitValue(outcome.answer());
      } else {
        String refusal = String.valueOf(outcome.refusal());
        fail(batch.get(i), new RefusedException(REFUSAL.apply(refusal)));
      }
    }
  }

  private static void fail(Change change, Throwable error) {
    change.answer().tryEmitError(error);
  }
}
