package exchange.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.ZipFile;

/**
 * Holds and settlements a second over HTTP, beside what PostgreSQL and Redis alone do with the same
 * function and script on the same machine in the same run. Needs {@code pgbench} on the path.
 */
public final class LoadBenchmark {
  private static final int WARM_UP = Integer.getInteger("warm", 30_000);
  private static final int ROUNDS = Integer.getInteger("rounds", 5);

  private final Server server;
  private final Books books;
  private final PgBench pgbench;
  private final String take;
  private final int operations;

  private LoadBenchmark(Server server, Books books, String take, int operations)
      throws IOException, InterruptedException {
    this.server = server;
    this.books = books;
    this.take = take;
    this.operations = operations;
    this.pgbench = new PgBench(server.postgresPort(), server.postgresPassword());
  }

  /**
   * @param args the server's jar; operations a measurement; numbers of clients with commas between;
   *     the home of the JDK that runs the server (default: this one); options for its virtual
   *     machine
   */
  public static void main(String[] args) throws Exception {
    Path jar = Path.of(args[0]);
    int operations = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    String[] clients = (args.length > 2 ? args[2] : "8,32,96").split(",");
    Path java = Path.of(args.length > 3 ? args[3] : System.getProperty("java.home"));
    List<String> options = List.of(args).subList(Math.min(args.length, 4), args.length);
    try (Server server = Server.start(jar, java, options, false);
        Books books = new Books(server)) {
      new LoadBenchmark(server, books, script(jar), operations).run(clients);
    }
  }

  private static String script(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile());
        InputStream in = zip.getInputStream(zip.getEntry("BOOT-INF/classes/redis/take.lua"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void run(String[] clientCounts) throws Exception {
    settleOverHttp(16, WARM_UP, false);
    holdOverHttp(16, WARM_UP, false);
    System.out.println(
        "| | clients | over HTTP /s | p50 ms | p99 ms | alone /s | p50 ms | p99 ms | ratio |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (String each : clientCounts) {
      int clients = Integer.parseInt(each);
      compare(
          "settle",
          clients,
          () -> settleOverHttp(clients, operations, false),
          () -> settleAlone(clients, operations, false));
      compare(
          "hold: PostgreSQL alone",
          clients,
          () -> holdOverHttp(clients, operations, false),
          () -> holdAlone(clients, operations, false));
      compare(
          "hold: Redis alone",
          clients,
          () -> holdOverHttp(clients, operations, false),
          () -> takeAlone(clients, operations));
      compare(
          "hold, one hot slot",
          clients,
          () -> holdOverHttp(clients, operations, true),
          () -> holdAlone(clients, operations, true));
    }
  }

  /** The median of five rounds, in which the two take turns. */
  private static void compare(
      String what, int clients, Callable<Result> overHttp, Callable<Result> alone)
      throws Exception {
    if (!what.contains(System.getProperty("only", ""))) {
      return;
    }
    List<Result> http = new ArrayList<>();
    List<Result> limit = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      http.add(overHttp.call());
      limit.add(alone.call());
      ratios.add(http.get(round).rate() / limit.get(round).rate());
    }
    http.sort((a, b) -> Double.compare(a.rate(), b.rate()));
    limit.sort((a, b) -> Double.compare(a.rate(), b.rate()));
    ratios.sort(Double::compare);
    Result h = http.get(ROUNDS / 2);
    Result l = limit.get(ROUNDS / 2);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %,.0f | %.1f | %.1f | %,.0f | %.1f | %.1f | %.2f (%.2f–%.2f) |%n",
        what,
        clients,
        h.rate(),
        h.millis(50),
        h.millis(99),
        l.rate(),
        l.millis(50),
        l.millis(99),
        ratios.get(ROUNDS / 2),
        ratios.get(0),
        ratios.get(ROUNDS - 1));
  }

  private Result settleOverHttp(int clients, int count, boolean hot) throws Exception {
    int first = books.held(count, hot);
    books.settleDown();
    int port = server.port();
    return Clients.run(
        clients,
        first,
        count,
        () ->
            new HttpWire(
                port,
                n ->
                    HttpWire.post(
                        books.token(n),
                        "/v1/reservations/" + Names.id("reservation", n) + "/confirmation",
                        n,
                        "")));
  }

  private Result settleAlone(int clients, int count, boolean hot) throws Exception {
    int first = books.held(count, hot);
    books.settleDown();
    return pgbench.run(
        clients,
        first,
        count,
        """
        select change(bench_attempt(:n, 'confirm'), 'settle', jsonb_build_object(
        'id', md5('contract ' || :n)::uuid, 'reservationId', md5('reservation ' || :n)::uuid,
        'callerId', (select id from bench_exporter where n = :n %% %d)))"""
            .formatted(Books.EXPORTERS)
            .replace('\n', ' '));
  }

  private Result holdOverHttp(int clients, int count, boolean hot) throws Exception {
    int first = books.quoted(count, hot);
    books.settleDown();
    int port = server.port();
    return Clients.run(
        clients,
        first,
        count,
        () ->
            new HttpWire(
                port,
                n ->
                    HttpWire.post(
                        books.token(n),
                        "/v1/reservations",
                        n,
                        "{\"quoteId\":\"" + Names.id("quote", n) + "\"}")));
  }

  private Result holdAlone(int clients, int count, boolean hot) throws Exception {
    int first = books.quoted(count, hot);
    books.settleDown();
    return pgbench.run(
        clients,
        first,
        count,
        "select change(bench_attempt(:n, 'hold'), 'reserve', bench_reserve(:n, %s))"
            .formatted(hot));
  }

  private Result takeAlone(int clients, int count) throws Exception {
    int port = server.redisPort();
    String password = server.redisPassword();
    LocalDate from = LocalDate.now(ZoneOffset.UTC).plusDays(20);
    try (RedisWire setUp = new RedisWire(port, password, take, from.plusDays(40), false)) {
      setUp.inform(from);
    }
    return Clients.run(
        clients, 0, count * 4, () -> new RedisWire(port, password, take, from.plusDays(40), false));
  }
}
