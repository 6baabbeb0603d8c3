package exchange.core.member;

import exchange.core.values.Refusal;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * The answers already given. A change made under an {@link Attempt} keeps its answer here in the
 * same transaction; this port reads them, and keeps the refusals, which change nothing.
 */
public interface Attempts {

  /**
   * What was answered before; empty for a new attempt. A refusal comes back as its error.
   *
   * @return {@code IDEMPOTENCY_KEY_REUSED} as an error when the key came with another body
   */
  <T> Mono<T> recall(Attempt attempt, Class<T> type);

  /**
   * Keeps a refusal as the answer, unless the attempt has one: then that one is the answer.
   *
   * @return the earlier answer, or the refusal as an error
   */
  <T> Mono<T> refuse(Attempt attempt, Refusal refusal, Class<T> type);

  /**
   * Forgets attempts of long ago; one that is made again afterwards is new.
   *
   * @param most at a time
   * @return how many
   */
  Mono<Integer> forget(Duration age, int most);
}
