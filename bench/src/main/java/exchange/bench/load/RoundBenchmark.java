package exchange.bench.load;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * How long a hold takes while a matching round thinks, beside how long it takes otherwise: {@code
 * RoundBenchmark JAR [SECONDS [CLIENTS]]}. Exporters hold and release space on the demo market,
 * which a crowd of requests makes hard; each calls as soon as it was answered.
 */
public final class RoundBenchmark {
  private static final int CROWD = 1_500;
  private static final int EXPORTERS = 4; // of the demo market
  private static final String SECRET = "demo-secret";

  private final Server server;
  private final int seconds;
  private final List<Exporter> exporters = new ArrayList<>();

  private RoundBenchmark(Server server, int seconds, int clients) throws Exception {
    this.server = server;
    this.seconds = seconds;
    for (int i = 0; i < clients; i++) {
      exporters.add(new Exporter(server.token("demo-exporter-" + (i % EXPORTERS + 1), SECRET)));
    }
  }

  public static void main(String[] args) throws Exception {
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
    int clients = args.length > 2 ? Integer.parseInt(args[2]) : 4;
    Path java = Path.of(System.getProperty("java.home"));
    try (Server server = Server.start(Path.of(args[0]), java, List.of(), true)) {
      new RoundBenchmark(server, seconds, clients).run();
    }
  }

  private void run() throws Exception {
    String operator = server.token("demo-operator", SECRET);
    crowd();
    hold(20);
    System.out.println("| | clients | holds | p50 ms | p99 ms | p99.9 ms |");
    System.out.println("|---|--:|--:|--:|--:|--:|");
    show("before", hold(seconds));
    String settings = "{\"seconds\":" + (seconds + 10) + "}";
    String round = server.post(operator, "/v1/matching-rounds", settings);
    String path = "/v1/matching-rounds/" + Server.field(round, "id");
    Histogram beside = hold(seconds);
    show("beside a round, then " + state(operator, path), beside);
  }

  /** Makes the market one that a round has to think about. */
  private void crowd() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < CROWD; i++) {
      Exporter exporter = exporters.get(i % exporters.size());
      exporter.request(
          10 + random.nextInt(150),
          30 + random.nextInt(90),
          20 + random.nextInt(150),
          1_000 + random.nextInt(60_000));
    }
  }

  private String state(String operator, String round) throws Exception {
    return Server.field(server.get(operator, round), "state");
  }

  private void show(String what, Histogram latency) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %.1f | %.1f | %.1f |%n",
        what,
        exporters.size(),
        latency.getTotalCount(),
        latency.getValueAtPercentile(50) / 1000.0,
        latency.getValueAtPercentile(99) / 1000.0,
        latency.getValueAtPercentile(99.9) / 1000.0);
  }

  private Histogram hold(int forSeconds) throws Exception {
    long until = System.nanoTime() + forSeconds * 1_000_000_000L;
    ExecutorService threads = Executors.newFixedThreadPool(exporters.size());
    try {
      List<Future<Histogram>> all = new ArrayList<>();
      for (Exporter each : exporters) {
        all.add(threads.submit(() -> each.hold(until)));
      }
      Histogram latency = new Histogram(3);
      for (Future<Histogram> each : all) {
        latency.add(each.get());
      }
      return latency;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Wants one thing, again and again, and in the end no more. */
  private final class Exporter {
    private final String token;

    Exporter(String token) {
      this.token = token;
    }

    Histogram hold(long until) throws Exception {
      Histogram latency = new Histogram(3);
      String request = "/v1/lease-requests/" + request(20, 30, 60, 90_000);
      String quotes = server.post(token, request + "/quotes?limit=1", "");
      String quote = Server.field(quotes.substring(quotes.indexOf("\"quotes\"")), "id");
      while (System.nanoTime() < until) {
        long begin = System.nanoTime();
        String held = server.post(token, "/v1/reservations", "{\"quoteId\":\"" + quote + "\"}");
        latency.recordValue((System.nanoTime() - begin) / 1000);
        server.post(token, "/v1/reservations/" + Server.field(held, "id") + "/release", "");
      }
      server.post(token, request + "/withdrawal", "");
      return latency;
    }

    private String request(int pallets, int inDays, int days, int budget) throws Exception {
      LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(inDays);
      String json =
          """
          {"goods":"lanterns","storageClass":"AMBIENT","unit":"XPX","quantity":%d,
          "earliestStart":"%s","latestStart":"%s","days":%d,
          "markets":[{"unlocode":"DEHAM","weight":"1"}],
          "budget":{"amount":"%d.00","currency":"USD"}}
          """
              .formatted(pallets, start, start.plusDays(20), days, budget);
      return Server.field(server.post(token, "/v1/lease-requests", json), "id");
    }
  }
}
