package exchange.api.postgres;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Finds things by their keys; those who ask at the same time share a query. */
final class Lookups<K, T> {
  private final Function<Set<K>, Mono<Map<K, T>>> query;
  private final Batches<Lookup<K, T>> batches = new Batches<>(1, this::answer);

  /**
   * @param query gives what there is under those keys
   */
  Lookups(Function<Set<K>, Mono<Map<K, T>>> query) {
    this.query = query;
  }

  private record Lookup<K, T>(K key, Sinks.One<T> answer) {}

  /** Empty when there is none; {@code OVERLOADED} when too many ask. */
  Mono<T> find(K wanted) {
    return Mono.defer(
        () -> {
          Lookup<K, T> lookup = new Lookup<>(wanted, Sinks.one());
          return batches.add(lookup)
              ? lookup.answer().asMono()
              : Mono.error(Refusal.of(RefusalCode.OVERLOADED));
        });
  }

  private Mono<Void> answer(List<Lookup<K, T>> batch) {
    return Mono.defer(
            () -> query.apply(batch.stream().map(Lookup::key).collect(Collectors.toSet())))
        .doOnNext(found -> batch.forEach(each -> answer(each, found)))
        .doOnError(error -> batch.forEach(each -> each.answer().tryEmitError(error)))
        .onErrorComplete()
        .then();
  }

  private static <K, T> void answer(Lookup<K, T> lookup, Map<K, T> found) {
    T one = found.get(lookup.key());
    if (one == null) {
      lookup.answer().tryEmitEmpty();
    } else {
      lookup.answer().tryEmitValue(one);
    }
  }
}
