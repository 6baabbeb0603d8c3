package exchange.api.faults;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.Books;
import exchange.api.faults.History.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Redis loses everything while there are many live holds, {@code -Dholds=10000} of them: their
 * space is given to nobody, they can be confirmed all the time, and what is free can soon be held
 * again.
 */
@Tag("timed")
class LostCourtIT {
  private static final int SLOTS = 20;

  private final ExecutorService threads = Executors.newFixedThreadPool(16);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void whatIsHeldStaysHeldAndWhatIsFreeCanBeHeld() throws Exception {
    int holds = Integer.getInteger("holds", 200);
    try (Cluster cluster = Cluster.start(Duration.ofHours(1))) {
      Market market = new Market(cluster, new History(), SLOTS, holds / SLOTS + 1);
      Caller exporter = market.exporter();
      List<Call> held =
          inTurn(holds, i -> exporter.hold(i % 2, Caller.key(), market.unit(exporter, i % SLOTS)));
      assertThat(held).allMatch(Call::ok);
      List<String> rivals = inTurn(2 * SLOTS, i -> market.unit(exporter, i % SLOTS));

      cluster.redis.kill();
      assertThat(confirm(exporter, held.subList(0, SLOTS))).allMatch(Call::ok);
      cluster.redis.start();
      Instant back = Instant.now();
      List<Call> answers = inTurn(rivals.size(), i -> holdInTheEnd(exporter, i, rivals.get(i)));
      System.out.printf(
          "%d ms after Redis was back each of %d slots with %d holds had judged two rivals%n",
          Duration.between(back, Instant.now()).toMillis(), SLOTS, holds);

      assertThat(answers).filteredOn(Call::ok).hasSize(SLOTS);
      assertThat(answers)
          .filteredOn(answer -> !answer.ok())
          .allMatch(answer -> answer.code().equals("CAPACITY_EXHAUSTED"));
      assertThat(confirm(exporter, held.subList(SLOTS, holds))).allMatch(Call::ok);
      assertThat(Books.disorder(cluster::number)).isEmpty();
    }
  }

  private static Call holdInTheEnd(Caller exporter, int node, String quote) {
    String key = Caller.key();
    Call answer = exporter.hold(node % 2, key, quote);
    while (answer.inDoubt()) {
      answer = exporter.hold(node % 2, key, quote);
    }
    return answer;
  }

  private List<Call> confirm(Caller exporter, List<Call> held) throws Exception {
    return inTurn(held.size(), i -> exporter.confirm(i % 2, Caller.key(), held.get(i).text("id")));
  }

  private interface Step<T> {
    T take(int i);
  }

  private <T> List<T> inTurn(int times, Step<T> step) throws Exception {
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      int number = i;
      calls.add(() -> step.take(number));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> each : threads.invokeAll(calls)) {
      results.add(each.get());
    }
    return results;
  }
}
