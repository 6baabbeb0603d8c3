package exchange.api.faults;

import exchange.api.faults.History.Space;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** A market of a round's own: few slots on offer, and exporters with money and quotes for them. */
final class Market {
  private static final int CAPACITY = 12;
  private static final int DEPOSIT = 900_000;
  static final Map<String, Object> CARD =
      Map.of(
          "currency", "EUR",
          "storage", Map.of("amount", "0.38", "basis", "DAY"),
          "handlingIn", "4.20",
          "handlingOut", "4.60",
          "minimumCharge", "15.00",
          "lengthDiscounts", List.of(),
          "peakWindows", List.of(),
          "taxPercent", "19");

  private final LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(30);
  private final Cluster cluster;
  private final int capacity;
  private final History history;
  private final Caller operator;
  private final Caller owner;
  private final String warehouse;
  final List<String> listings = new ArrayList<>();

  /** Exporters who let on what they lease, by listing. */
  private final Map<String, Caller> tenants = new ConcurrentHashMap<>();

  Market(Cluster cluster, History history, int slots) {
    this(cluster, history, slots, CAPACITY);
  }

  Market(Cluster cluster, History history, int slots, int capacity) {
    this.cluster = cluster;
    this.capacity = capacity;
    this.history = history;
    history.firstDay = start;
    operator = Caller.signIn(cluster, history, "operator", Cluster.OPERATOR_SECRET);
    owner = admit("OWNER");
    warehouse =
        owner
            .make(
                "/v1/warehouses",
                Map.of(
                    "name", "Altona Shed 4",
                    "address", "Neumühlen 11, 22763 Hamburg",
                    "country", "DE",
                    "latitude", 53.5446,
                    "longitude", 9.9225,
                    "gateway", "DEHAM",
                    "zone", "Europe/Berlin"))
            .path("id")
            .asString();
    for (int i = 0; i < slots; i++) {
      listings.add(list());
    }
  }

  private String list() {
    String id =
        owner
            .make(
                "/v1/listings",
                Map.of(
                    "warehouseId",
                    warehouse,
                    "storageClass",
                    "AMBIENT",
                    "unit",
                    "XPX",
                    "quantity",
                    capacity,
                    "window",
                    Map.of("from", "" + start, "to", "" + start.plusDays(60)),
                    "minimumQuantity",
                    1,
                    "minimumDays",
                    1,
                    "rateCard",
                    CARD))
            .path("id")
            .asString();
    history.capacities.put(id, capacity);
    return id;
  }

  private Caller admit(String role) {
    Map<String, ?> member =
        Map.of("name", "Harbour & Sons", "country", "CN", "roles", List.of(role));
    JsonNode admitted = operator.make("/v1/organizations", member);
    String id = admitted.path("clientId").asString();
    return Caller.signIn(cluster, history, id, admitted.path("clientSecret").asString());
  }

  /** An exporter who can pay nothing yet. */
  Caller poorExporter() {
    return admit("EXPORTER");
  }

  /** An exporter who can pay. */
  Caller exporter() {
    Caller exporter = poorExporter();
    Map<String, String> money = Map.of("amount", DEPOSIT + ".00", "currency", "EUR");
    operator.make(
        "/v1/organizations/" + exporter.id + "/deposits",
        Map.of("amount", money, "reference", "statement 1"));
    history.deposits.put(exporter.id, DEPOSIT * 100L);
    return exporter;
  }

  /** A request of the exporter's and its quote for one of the slots. */
  Space space(Caller exporter, Random random) {
    return space(
        exporter,
        listings.get(random.nextInt(listings.size())),
        random.nextInt(6),
        3 + random.nextInt(8),
        1 + random.nextInt(5));
  }

  /** The whole slot for some days. */
  Space whole(Caller exporter, String listing) {
    return space(exporter, listing, 0, 10, capacity);
  }

  /** The quote of a unit of a slot for some days. */
  String unit(Caller exporter, int slot) {
    return space(exporter, listings.get(slot), 0, 10, 1).quote();
  }

  private Space space(Caller exporter, String listing, int first, int days, int units) {
    String request =
        exporter.make("/v1/lease-requests", wish(first, days, units)).path("id").asString();
    JsonNode set = exporter.make("/v1/lease-requests/" + request + "/quotes?limit=50", Map.of());
    for (JsonNode quote : set.path("quotes")) {
      if (quote.path("terms").path("listingId").asString().equals(listing)) {
        String id = quote.path("id").asString();
        Space space = new Space(id, exporter.id, listing, first, days, units);
        history.add(space);
        return space;
      }
    }
    throw new IllegalStateException("the slot gave no quote: " + set);
  }

  /** A request for such units. */
  Map<String, ?> wish(int first, int days, int units) {
    return Map.of(
        "goods",
        "LED lanterns",
        "storageClass",
        "AMBIENT",
        "unit",
        "XPX",
        "quantity",
        units,
        "earliestStart",
        day(first),
        "latestStart",
        day(first),
        "days",
        days,
        "markets",
        List.of(Map.of("unlocode", "DEHAM", "weight", "1")),
        "budget",
        Map.of("amount", "900000.00", "currency", "USD"));
  }

  /** Counted from the slots' first. */
  String day(int number) {
    return start.plusDays(number).toString();
  }

  void addSublet(String listing, Caller tenant, int units) {
    history.capacities.put(listing, units);
    tenants.put(listing, tenant);
  }

  boolean isOwners(String listing) {
    return !tenants.containsKey(listing);
  }

  /** Whoever lets the space. */
  Caller lessor(String listing) {
    return tenants.getOrDefault(listing, owner);
  }

  /** Takes its slots off the market, so that those of later rounds are found at once. */
  void close() {
    cluster.sql(
        """
        with closed as (
          update listing set open = false, doc = jsonb_set(doc, '{open}', 'false')
          where owner_id = '%1$s' or id in (
            select listing_id from sublet where lessor_id = '%1$s')
          returning id, owner_id)
        select emit('LISTING_REVISED', id, owner_id)::text from closed
        """
            .formatted(owner.id));
  }
}
