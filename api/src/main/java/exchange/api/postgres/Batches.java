package exchange.api.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
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

  private final Function<List<T>, Mono<Void>> call;
  private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger taken = new AtomicInteger();
  private final Semaphore calls;

  /**
   * @param callsAtOnce with fewer of them, more share each
   * @param call carries out all that it is given, at least one, and tells each what came of it
   */
  Batches(int callsAtOnce, Function<List<T>, Mono<Void>> call) {
    this.calls = new Semaphore(callsAtOnce);
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

  /** Whoever gets no permit leaves it to those who have one: they look again when they are done. */
  private void callForAllWaiting() {
    while (!waiting.isEmpty() && calls.tryAcquire()) {
      List<T> batch = takeWaiting();
      if (batch.isEmpty()) {
        calls.release();
      } else {
        Mono.defer(() -> call.apply(batch)).doFinally(ended -> end(batch)).subscribe();
      }
    }
  }

  private List<T> takeWaiting() {
    List<T> batch = new ArrayList<>();
    for (T next = waiting.poll(); next != null; next = waiting.poll()) {
      batch.add(next);
      if (batch.size() == MOST_IN_A_CALL) {
        break;
      }
    }
    return batch;
  }

  private void end(List<T> batch) {
    taken.addAndGet(-batch.size());
    calls.release();
    callForAllWaiting();
  }
}
