package exchange.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;

/** So many clients at once, each sending its next operation when the last was answered. */
final class Clients {
  private static final int OUT_OF_WORK = -1;

  private Clients() {}

  /** One client's way to the store or the server. */
  interface Client extends AutoCloseable {
    void send(int number) throws IOException;

    @Override
    void close() throws IOException;
  }

  /**
   * Runs until the numbers run out.
   *
   * @param open connects one client
   */
  static Result run(int clients, int first, int count, Callable<? extends Client> open)
      throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger(first);
    IntSupplier numbers =
        () -> {
          int number = next.getAndIncrement();
          return number < first + count ? number : OUT_OF_WORK;
        };
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<Histogram>> all = new ArrayList<>();
      long begin = System.nanoTime();
      for (int i = 0; i < clients; i++) {
        all.add(threads.submit(() -> work(open, numbers)));
      }
      Histogram latency = new Histogram(3);
      for (Future<Histogram> each : all) {
        latency.add(each.get());
      }
      return new Result(count, (System.nanoTime() - begin) / 1e9, latency);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Histogram work(Callable<? extends Client> open, IntSupplier numbers)
      throws Exception {
    Histogram latency = new Histogram(3);
    try (Client client = open.call()) {
      for (int n = numbers.getAsInt(); n != OUT_OF_WORK; n = numbers.getAsInt()) {
        long begin = System.nanoTime();
        client.send(n);
        latency.recordValue((System.nanoTime() - begin) / 1000);
      }
    }
    return latency;
  }
}
