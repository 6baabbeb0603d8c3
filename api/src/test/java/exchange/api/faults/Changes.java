package exchange.api.faults;

import exchange.api.faults.History.Call;
import exchange.api.faults.History.Change;
import exchange.api.faults.History.Kind;
import exchange.api.faults.History.Space;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What an exporter does with what it leases: it gives units back, adds some, hands some over to
 * another exporter, or offers them on to it. The owner consents at once.
 */
final class Changes {
  /**
   * A part of a contract up to its last day, with as many units on all of its days.
   *
   * @param space what it has on these days
   */
  record Lease(String contract, Space space) {
    private Lease of(int first, int units) {
      int days = space.first() + space.days() - first;
      return new Lease(
          contract,
          new Space(space.quote(), space.exporter(), space.listing(), first, days, units));
    }
  }

  /** Another exporter. */
  interface Newcomer {
    Caller caller();

    Queue<Lease> leases();

    List<Space> spaces();
  }

  /** Sends an intent until what came of it is in no doubt, if that can be had. */
  interface Asker {
    Call ask(Workload.Ask intent);
  }

  private final Caller holder;
  private final Market market;
  private final History history;
  private final Random random;
  private final Asker asker;

  Changes(Caller holder, Market market, History history, Random random, Asker asker) {
    this.holder = holder;
    this.market = market;
    this.history = history;
    this.random = random;
    this.asker = asker;
  }

  /**
   * @return what may be changed of it again; nothing if that is in doubt
   */
  Optional<Lease> change(Lease lease, Newcomer other, Queue<Lease> mine, BooleanSupplier mayAdd) {
    Space space = lease.space();
    if (space.days() < 2) {
      return Optional.empty();
    }
    int from = space.first() + 1 + random.nextInt(space.days() - 1);
    return switch (random.nextInt(6)) {
      case 0, 1 -> giveBack(lease, from);
      case 2 -> mayAdd.getAsBoolean() ? add(lease, from, mine) : Optional.of(lease);
      case 3, 4 -> handOver(lease, from, other);
      default -> offerOn(lease, from, other);
    };
  }

  private Optional<Lease> giveBack(Lease lease, int from) {
    int left = random.nextInt(lease.space().units());
    Call quote =
        prepare(
            holder,
            "/v1/contracts/" + lease.contract() + "/amendments",
            Map.of("from", market.day(from), "quantity", left));
    if (!quote.ok()) {
      return Optional.of(lease);
    }
    Call agreed =
        carryOut(
            holder,
            "/v1/amendments/" + quote.text("id") + "/agreement",
            "",
            key -> new Change(key, Kind.AMEND, lease.contract(), from, left, Optional.empty()));
    return left(lease, agreed, lease.of(from, left));
  }

  /** Units for some of its days. */
  private Optional<Lease> add(Lease lease, int from, Queue<Lease> mine) {
    Space space = lease.space();
    int days = 1 + random.nextInt(space.first() + space.days() - from);
    int units = 1 + random.nextInt(2);
    Call quote =
        prepare(
            holder,
            "/v1/contracts/" + lease.contract() + "/annexes",
            Map.of("from", market.day(from), "to", market.day(from + days), "quantity", units));
    if (quote.ok()) {
      Space made = new Space(quote.text("id"), holder.id, space.listing(), from, days, units);
      Call agreed =
          carryOut(
              holder,
              "/v1/annexes/" + quote.text("id") + "/agreement",
              "",
              key -> Change.of(key, Kind.ANNEX, lease.contract(), made));
      if (agreed.ok()) {
        mine.add(new Lease(agreed.text("id"), made));
      }
    }
    return Optional.of(lease);
  }

  private Optional<Lease> handOver(Lease lease, int from, Newcomer other) {
    Space space = lease.space();
    Caller lessor = market.lessor(space.listing());
    int units = 1 + random.nextInt(space.units());
    if (lessor.id.equals(other.caller().id)) {
      return Optional.of(lease); // Nobody leases what it lets.
    }
    Call offer =
        prepare(
            holder,
            "/v1/contracts/" + lease.contract() + "/novations",
            Map.of(
                "organizationId",
                other.caller().id,
                "from",
                market.day(from),
                "quantity",
                units,
                "price",
                Map.of("amount", "0.00", "currency", "EUR")));
    if (!offer.ok() || !prepare(lessor, novation(offer) + "/consent", Map.of()).ok()) {
      return Optional.of(lease);
    }
    int left = space.units() - units;
    Space taken =
        new Space(
            offer.text("id"),
            other.caller().id,
            space.listing(),
            from,
            space.first() + space.days() - from,
            units);
    Call made =
        carryOut(
            other.caller(),
            novation(offer) + "/taking",
            Caller.JSON.writeValueAsString(Map.of("goods", "kettles")),
            key -> new Change(key, Kind.TAKE, lease.contract(), from, left, Optional.of(taken)));
    if (made.ok()) {
      other.leases().add(new Lease(made.text("id"), taken));
    }
    return left(lease, made, lease.of(from, left));
  }

  private static String novation(Call offer) {
    return "/v1/novations/" + offer.text("id");
  }

  private static Optional<Lease> left(Lease before, Call change, Lease after) {
    if (change.inDoubt() || (change.ok() && after.space().units() == 0)) {
      return Optional.empty();
    }
    return Optional.of(change.ok() ? after : before);
  }

  /** The other finds a quote for it among what it may hold. */
  private Optional<Lease> offerOn(Lease lease, int from, Newcomer other) {
    Space space = lease.space();
    int units = 1 + random.nextInt(space.units());
    int days = space.first() + space.days() - from;
    if (!market.isOwners(space.listing())) {
      return Optional.of(lease); // Once is enough.
    }
    Call offer =
        prepare(
            holder,
            "/v1/contracts/" + lease.contract() + "/sublets",
            Map.of(
                "quantity",
                units,
                "window",
                Map.of("from", market.day(from), "to", market.day(from + days)),
                "minimumQuantity",
                1,
                "minimumDays",
                1,
                "rateCard",
                Market.CARD));
    String id = offer.answer().path("listing").path("id").asString();
    if (offer.ok()) {
      market.addSublet(id, holder, units);
      Call consent =
          prepare(market.lessor(space.listing()), "/v1/sublets/" + id + "/consent", Map.of());
      if (consent.ok()) {
        quote(other, id, from, days, units);
      }
    }
    return Optional.of(lease);
  }

  private void quote(Newcomer other, String listing, int first, int days, int units) {
    Call request = prepare(other.caller(), "/v1/lease-requests", market.wish(first, days, units));
    if (!request.ok()) {
      return;
    }
    Call quotes =
        prepare(
            other.caller(),
            "/v1/lease-requests/" + request.text("id") + "/quotes?limit=50",
            Map.of());
    for (JsonNode quote : quotes.answer().path("quotes")) {
      if (quote.path("terms").path("listingId").asString().equals(listing)) {
        String id = quote.path("id").asString();
        Space space = new Space(id, other.caller().id, listing, first, days, units);
        history.add(space);
        other.spaces().add(space);
      }
    }
  }

  /** Something that changes no lease yet. */
  private Call prepare(Caller caller, String path, Map<String, ?> body) {
    String key = Caller.key();
    String json = body.isEmpty() ? "" : Caller.JSON.writeValueAsString(body);
    return asker.ask(node -> caller.change(node, Kind.PREPARE, key, path, json));
  }

  private Call carryOut(Caller caller, String path, String body, Function<String, Change> what) {
    String key = Caller.key();
    Change change = what.apply(key);
    history.add(change);
    return asker.ask(node -> caller.change(node, change.kind(), key, path, body));
  }
}
