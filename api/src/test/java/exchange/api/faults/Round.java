package exchange.api.faults;

import exchange.api.Books;
import exchange.api.faults.Checker.Violation;
import exchange.api.faults.History.Call;
import exchange.api.faults.History.Kind;
import exchange.api.faults.History.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One workload with one fault in the midst of it, and the judgement on what was seen. */
record Round(
    String fault,
    long seed,
    int calls,
    int holds,
    long inDoubt,
    List<Duration> releaseLags,
    Duration recovery,
    List<Violation> violations) {

  private static final int BEFORE_MILLIS = 600;
  private static final int AFTER_MILLIS = 1200;

  static Round run(Cluster cluster, Fault fault, long seed) throws Exception {
    System.out.printf("%s, -Dseed=%d%n", fault.name(), seed);
    History history = new History();
    Random random = new Random(seed);
    Duration recovery;
    FinalState last;
    try (Workload workload = new Workload(cluster, history, seed, fault.crowd())) {
      Thread.sleep(BEFORE_MILLIS + random.nextInt(BEFORE_MILLIS));
      Instant begin = Instant.now();
      fault.act().strike(cluster, random);
      Instant healed = Instant.now();
      cluster.awaitReady();
      recovery = Duration.between(healed, Instant.now());
      if (!fault.calm()) {
        history.outages.add(new Span(begin, Instant.now()));
      }
      Thread.sleep(AFTER_MILLIS);
      workload.finish();
      last = FinalState.read(cluster, workload.callers());
    }
    List<Violation> violations = new Checker(history, last).judge();
    long inDoubt = history.calls().stream().filter(Call::inDoubt).count();
    return new Round(
        fault.name(),
        seed,
        history.calls().size(),
        history.calls(Kind.HOLD).size(),
        inDoubt,
        history.releaseLags(),
        recovery,
        violations);
  }

  /**
   * What both nodes and the books say when all is over.
   *
   * @param proposals how many of the reservations are a matching round's
   * @param balances what escrows and deposits have beyond what their contracts' terms say
   */
  record FinalState(
      List<JsonNode> reservations,
      long proposals,
      List<JsonNode> contracts,
      List<Long> balances,
      List<String> disorder) {

    static FinalState read(Cluster cluster, List<Caller> callers) {
      List<JsonNode> reservations = new ArrayList<>();
      List<JsonNode> contracts = new ArrayList<>();
      List<Long> balances = new ArrayList<>();
      for (Caller caller : callers) {
        reservations.addAll(all(caller, "/v1/reservations"));
        List<JsonNode> leases = all(caller, "/v1/contracts");
        contracts.addAll(leases);
        caller.wallet(1);
        for (JsonNode lease : leases) {
          Call escrow = caller.look(0, "/v1/contracts/" + lease.path("id").asString() + "/escrow");
          balances.add(
              Checker.cents(escrow.answer().path("balance"))
                  - Checker.cents(Checker.firstPeriod(lease)));
          balances.add(
              Checker.cents(escrow.answer().path("deposit"))
                  - Checker.cents(Checker.deposit(lease)));
        }
      }
      String exporters =
          callers.stream().map(caller -> "'" + caller.id + "'").collect(Collectors.joining(","));
      long proposals =
          cluster.number(
              "select count(*) from reservation where not asked and exporter_id in ("
                  + exporters
                  + ")");
      return new FinalState(
          reservations, proposals, contracts, balances, Books.disorder(cluster::number));
    }

    private static List<JsonNode> all(Caller caller, String path) {
      List<JsonNode> items = new ArrayList<>();
      String cursor = "";
      do {
        Call page = caller.look(0, path + "?limit=200" + cursor);
        if (!page.ok()) {
          throw new IllegalStateException(path + ": " + page.status() + " " + page.answer());
        }
        page.answer().path("items").forEach(items::add);
        cursor = "&cursor=" + page.text("nextCursor");
      } while (!cursor.equals("&cursor="));
      return items;
    }
  }
}
