package exchange.api.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BatchesTest {
  private static final int ROUNDS = 20_000;

  /** In each round two come at once and nobody after them, who would wake a call up. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void nobodyIsLeftWaiting(int callsAtOnce) throws Exception {
    Batches<CompletableFuture<Integer>> batches =
        new Batches<>(callsAtOnce, BatchesTest::tellHowMany);
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<?> each :
          List.of(
              threads.submit(() -> askAgainAndAgain(batches, start)),
              threads.submit(() -> askAgainAndAgain(batches, start)))) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void askAgainAndAgain(
      Batches<CompletableFuture<Integer>> batches, CyclicBarrier start) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      start.await(5, TimeUnit.SECONDS);
      CompletableFuture<Integer> told = new CompletableFuture<>();
      assertThat(batches.add(told)).isTrue();
      assertThat(told.get(5, TimeUnit.SECONDS)).isBetween(1, 2);
    }
    return null;
  }

  private static Mono<Void> tellHowMany(List<CompletableFuture<Integer>> batch) {
    assertThat(batch).isNotEmpty();
    return Mono.<Void>fromRunnable(() -> batch.forEach(each -> each.complete(batch.size())))
        .subscribeOn(Schedulers.parallel());
  }

  @Test
  void afterACallThatFailsComesTheNext() {
    Batches<CompletableFuture<Integer>> batches =
        new Batches<>(
            1,
            batch -> {
              batch.forEach(each -> each.complete(batch.size()));
              throw new IllegalStateException("at once");
            });
    for (int i = 0; i < 3; i++) {
      CompletableFuture<Integer> told = new CompletableFuture<>();
      assertThat(batches.add(told)).isTrue();
      assertThat(told).isCompletedWithValue(1);
    }
  }
}
