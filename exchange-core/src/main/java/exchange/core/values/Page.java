package exchange.core.values;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list, newest first.
 *
 * @param next where the next page begins, or nothing on the last
 */
public record Page<T>(List<T> items, Optional<Long> next) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * Which page is asked for.
   *
   * @param limit most items, 1 to 200
   * @param before only items older than this position, or nothing for the first page
   */
  public record Query(int limit, Optional<Long> before) {}

  public <R> Page<R> map(Function<? super T, ? extends R> change) {
    return new Page<>(items.stream().<R>map(change).toList(), next);
  }
}
