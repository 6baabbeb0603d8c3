package exchange.api.faults;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import exchange.api.Books;
import exchange.api.faults.Checker.Violation;
import exchange.api.faults.History.Call;
import exchange.api.faults.History.Kind;
import exchange.api.faults.History.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One workload with one fault in the midst of it, and the judgement on what was seen. */
record Round(
    String fault,
    long seed,
    int calls,
    int holds,
    long changes,
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
    long changes =
        Stream.of(Kind.AMEND, Kind.ANNEX, Kind.TAKE)
            .flatMap(kind -> history.calls(kind).stream())
            .filter(Call::ok)
            .map(Call::key)
            .distinct()
            .count();
    long inDoubt = history.calls().stream().filter(Call::inDoubt).count();
    return new Round(
        fault.name(),
        seed,
        history.calls().size(),
        history.calls(Kind.HOLD).size(),
        changes,
        inDoubt,
        history.releaseLags(),
        recovery,
        violations);
  }

  /**
   * What both nodes and the books say when all is over.
   *
   * @param proposals how many of the reservations are a matching round's
   * @param amendments of each contract, in order
   * @param held in escrows and deposits, in cents, by exporter
   * @param balances what escrows and deposits have beyond what their contracts come to
   */
  record FinalState(
      List<JsonNode> reservations,
      long proposals,
      List<JsonNode> contracts,
      Map<String, List<JsonNode>> amendments,
      Map<String, Long> held,
      List<Long> balances,
      List<String> disorder) {

    static FinalState read(Cluster cluster, List<Caller> callers) {
      List<JsonNode> reservations = new ArrayList<>();
      List<JsonNode> contracts = new ArrayList<>();
      Map<String, List<JsonNode>> amendments = new HashMap<>();
      Map<String, Long> held = new HashMap<>();
      List<Long> balances = new ArrayList<>();
      for (Caller caller : callers) {
        reservations.addAll(own(caller, "/v1/reservations"));
        List<JsonNode> leases = own(caller, "/v1/contracts");
        contracts.addAll(leases);
        Map<String, Long> handedBack =
            all(caller, "/v1/novations").stream()
                .filter(each -> each.path("holderId").asString().equals(caller.id))
                .collect(
                    groupingBy(
                        each -> each.path("contractId").asString(),
                        summingLong(each -> Checker.cents(each.path("depositBack")))));
        caller.wallet(1);
        for (JsonNode lease : leases) {
          String id = lease.path("id").asString();
          JsonNode escrow = caller.look(0, "/v1/contracts/" + id + "/escrow").answer();
          List<JsonNode> changes = all(caller, "/v1/contracts/" + id + "/amendments");
          amendments.put(id, changes);
          long balance = Checker.cents(escrow.path("balance"));
          long deposit = Checker.cents(escrow.path("deposit"));
          long fees = changes.stream().mapToLong(each -> Checker.cents(each.path("fee"))).sum();
          held.merge(caller.id, balance + deposit, Long::sum);
          balances.add(balance - Checker.cents(firstPeriod(lease, changes)));
          balances.add(
              deposit
                  - fees
                  - Checker.cents(lease.path("terms").path("conditions").path("deposit"))
                  + handedBack.getOrDefault(id, 0L));
        }
      }
      String exporters =
          callers.stream().map(caller -> "'" + caller.id + "'").collect(Collectors.joining(","));
      long proposals =
          cluster.number(
              "select count(*) from reservation r where not asked and exporter_id in ("
                  + exporters
                  + ") and not exists (select from annex where id = r.id)"
                  + " and not exists (select from novation where id = r.id)");
      List<String> disorder = new ArrayList<>(Books.disorder(cluster::number));
      if (cluster.number("select count(*) from overlet_day") > 0) {
        disorder.add("more is sublet than leased");
      }
      return new FinalState(
          reservations, proposals, contracts, amendments, held, balances, disorder);
    }

    /** By its last amendment, if it has any. */
    private static JsonNode firstPeriod(JsonNode lease, List<JsonNode> amendments) {
      JsonNode bill =
          amendments.isEmpty()
              ? lease.path("terms").path("bill")
              : amendments.get(amendments.size() - 1).path("bill");
      return bill.path("periods").path(0).path("total");
    }

    /** Not those that it lets on: whoever leases them reads them as well. */
    private static List<JsonNode> own(Caller caller, String path) {
      return all(caller, path).stream()
          .filter(each -> each.path("terms").path("exporterId").asString().equals(caller.id))
          .toList();
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
