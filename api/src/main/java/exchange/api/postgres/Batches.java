package exchange.api.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Gathers what waits at the same time. Nobody waits for others to come: a call takes what is there
 * when the one before has ended.
 */
final class Batches<T> {
  private static final int MOST_IN_A_CALL = 64;
  private static final int MOST_WAITING = 2_000;

  private final int callsAtOnce;
  private final Function<List<T>, Mono<Void>> call;
  private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * @param callsAtOnce with fewer of them, more share each
   * @param call carries out all that it is given, at least one, and tells each what came of it
   */
  Batches(int callsAtOnce, Function<List<T>, Mono<Void>> call) {
    this.callsAtOnce = callsAtOnce;
    this.call = call;
  }

  /**
   * @return whether it is taken in; not when too many wait
   */
  boolean add(T item) {
    if (taken.incrementAndGet() > MOST_WAITING) {
      taken.decrementAndGet();
      return false;
    }
    waiting.add(item);
    callForAllWaiting();
    return true;
  }

  private void callForAllWaiting() {
    while (!waiting.isEmpty() && calls.get() < callsAtOnce) {
      if (calls.incrementAndGet() > callsAtOnce) {
        calls.decrementAndGet();
        return;
      }
      List<T> batch = new ArrayList<>();
      for (T next = waiting.poll(); next != null; next = waiting.poll()) {
        batch.add(next);
        if (batch.size() == MOST_IN_A_CALL) {
          break;
        }
      }
      if (batch.isEmpty()) { // Another call took them.
        calls.decrementAndGet();
        continue;
      }
      Mono.defer(() -> call.apply(batch))
          .doFinally(
              ended -> {
                taken.addAndGet(-batch.size());
                calls.decrementAndGet();
                callForAllWaiting();
              })
          .subscribe();
    }
  }
}
