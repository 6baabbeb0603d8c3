package exchange.api.jobs;

import exchange.core.event.Deliveries;
import exchange.core.member.Attempts;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Clears away what nobody asks for any more, in batches that keep nobody waiting. */
public final class Forgetting {
  private static final int BATCH = 1000;

  private final Mono<Void> work;

  /**
   * @param attempts how long their answers can be asked for again
   * @param deliveries how long those that ended are shown
   */
  public Forgetting(
      Attempts allAttempts, Duration attempts, Deliveries allDeliveries, Duration deliveries) {
    work =
        batches(allAttempts.forget(attempts, BATCH))
            .then(batches(allDeliveries.forget(deliveries, BATCH)));
  }

  private static Mono<Void> batches(Mono<Integer> batch) {
    return batch.expand(gone -> gone < BATCH ? Mono.empty() : batch).then();
  }

  public Mono<Void> forget() {
    return work;
  }
}
