package exchange.api.postgres;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Finds things by their ids; those who ask at the same time share a query. */
final class Lookups<T> {
  private final Function<UUID[], Flux<T>> query;
  private final Function<T, UUID> id;
  private final Batches<Lookup<T>> batches = new Batches<>(this::answer);

  /**
   * @param query gives what there is of those ids, in any order
   */
  Lookups(Function<UUID[], Flux<T>> query, Function<T, UUID> id) {
    this.query = query;
    this.id = id;
  }

  private record Lookup<T>(UUID id, Sinks.One<T> answer) {}

  /** Empty when there is none; {@code OVERLOADED} when too many ask. */
  Mono<T> find(UUID wanted) {
    return Mono.defer(
        () -> {
          Lookup<T> lookup = new Lookup<>(wanted, Sinks.one());
          return batches.add(lookup)
              ? lookup.answer().asMono()
              : Mono.error(Refusal.of(RefusalCode.OVERLOADED));
        });
  }

  private Mono<Void> answer(List<Lookup<T>> batch) {
    return query
        .apply(batch.stream().map(Lookup::id).distinct().toArray(UUID[]::new))
        .collectMap(id)
        .doOnNext(found -> batch.forEach(each -> answer(each, found)))
        .doOnError(error -> batch.forEach(each -> each.answer().tryEmitError(error)))
        .onErrorComplete()
        .then();
  }

  private static <T> void answer(Lookup<T> lookup, Map<UUID, T> found) {
    T one = found.get(lookup.id());
    if (one == null) {
      lookup.answer().tryEmitEmpty();
    } else {
      lookup.answer().tryEmitValue(one);
    }
  }
}
