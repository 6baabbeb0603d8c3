package exchange.api;

import exchange.api.rest.World;
import exchange.api.rest.World.Answer;
import exchange.api.rest.World.Member;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One slot on offer, and what exporters do about it. All stays in it begin on the same day. */
final class Slot {
  private final World world;
  private final String listingId;
  private final LocalDate start;

  private Slot(World world, String listingId, LocalDate start) {
    this.world = world;
    this.listingId = listingId;
    this.start = start;
  }

  static Slot publish(World world, int units) {
    LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(30);
    String owner = world.member("owner").token();
    Map<String, Object> site =
        Map.of(
            "name", "Altona Shed 4",
            "address", "Neumühlen 11, 22763 Hamburg",
            "country", "DE",
            "latitude", 53.5446,
            "longitude", 9.9225,
            "gateway", "DEHAM",
            "zone", "Europe/Berlin");
    Map<String, Object> card =
        Map.of(
            "currency", "EUR",
            "storage", Map.of("amount", "0.38", "basis", "DAY"),
            "handlingIn", "4.20",
            "handlingOut", "4.60",
            "minimumCharge", "15.00",
            "lengthDiscounts", List.of(),
            "peakWindows", List.of(),
            "taxPercent", "19");
    Map<String, Object> offer =
        Map.of(
            "warehouseId",
            id(world.post(owner, "/v1/warehouses", site).expect(201)),
            "storageClass",
            "AMBIENT",
            "unit",
            "XPX",
            "quantity",
            units,
            "window",
            Map.of("from", start.toString(), "to", start.plusDays(60).toString()),
            "minimumQuantity",
            1,
            "minimumDays",
            1,
            "rateCard",
            card);
    return new Slot(world, id(world.post(owner, "/v1/listings", offer).expect(201)), start);
  }

  /** An exporter who can pay. */
  Member exporter() {
    Member exporter = world.admit("EXPORTER");
    Map<String, Object> money = Map.of("amount", "50000.00", "currency", "EUR");
    Map<String, Object> deposit = Map.of("amount", money, "reference", "statement 1");
    String path = "/v1/organizations/" + exporter.id() + "/deposits";
    world.post(world.member("operator").token(), path, deposit).expect(201);
    return exporter;
  }

  /** Files a request for so many units of ten days, and gives the id of this slot's quote. */
  String quote(Member exporter, int units) {
    Map<String, Object> wish =
        Map.of(
            "goods",
            "LED lanterns",
            "storageClass",
            "AMBIENT",
            "unit",
            "XPX",
            "quantity",
            units,
            "earliestStart",
            start.toString(),
            "latestStart",
            start.toString(),
            "days",
            10,
            "markets",
            List.of(Map.of("unlocode", "DEHAM", "weight", "1")),
            "budget",
            Map.of("amount", "90000.00", "currency", "USD"));
    String request = id(world.post(exporter.token(), "/v1/lease-requests", wish).expect(201));
    String path = "/v1/lease-requests/" + request + "/quotes?limit=50";
    JsonNode set = world.post(exporter.token(), path, null).expect(201).json();
    for (JsonNode quote : set.path("quotes")) {
      if (quote.path("terms").path("listingId").asString().equals(listingId)) {
        return quote.path("id").asString();
      }
    }
    throw new AssertionError("the slot gave no quote: " + set);
  }

  Answer reserve(Member exporter, String quote) {
    return world.post(exporter.token(), "/v1/reservations", Map.of("quoteId", quote));
  }

  /** Files a request, and gives the id of a reservation of this slot for it. */
  String reservation(Member exporter, int units) {
    return id(reserve(exporter, quote(exporter, units)).expect(201));
  }

  Answer confirm(Member exporter, String key, String reservation) {
    String path = "/v1/reservations/" + reservation + "/confirmation";
    return world.post(exporter.token(), key, path, null);
  }

  /** Free units of each day that the stays take. */
  List<Integer> free() {
    String path =
        "/v1/listings/%s/availability?from=%s&to=%s"
            .formatted(listingId, start, start.plusDays(10));
    JsonNode days = world.get(world.member("owner").token(), path).expect(200).json().path("days");
    return Stream.iterate(0, i -> i < days.size(), i -> i + 1)
        .map(i -> days.path(i).path("free").asInt())
        .toList();
  }

  static String id(Answer made) {
    return made.json().path("id").asString();
  }

  /** Has all calls made at the same time, and gives their answers in order. */
  static <T> List<T> atOnce(List<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    CyclicBarrier together = new CyclicBarrier(calls.size());
    return run(
        calls.size(),
        calls.stream()
            .<Callable<T>>map(
                call ->
                    () -> {
                      together.await();
                      return call.call();
                    })
            .toList());
  }

  /** Makes all calls, a few at a time. */
  static <T> List<T> inTurn(List<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    return run(4, calls);
  }

  private static <T> List<T> run(int threads, List<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : pool.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
