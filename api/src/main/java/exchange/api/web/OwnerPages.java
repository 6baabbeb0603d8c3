package exchange.api.web;

import exchange.core.capacity.Block;
import exchange.core.capacity.Blocks;
import exchange.core.capacity.Capacities;
import exchange.core.capacity.CapacityProfile;
import exchange.core.capacity.ReviseListing;
import exchange.core.listing.AcceptanceRule;
import exchange.core.listing.Listing;
import exchange.core.listing.Listings;
import exchange.core.listing.PublishListing;
import exchange.core.listing.RateCard;
import exchange.core.listing.StorageRate;
import exchange.core.listing.SubletRule;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.ExchangeRates;
import exchange.core.values.GeoPoint;
import exchange.core.values.Page;
import exchange.core.values.Place;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.Versioned;
import exchange.core.warehouse.RegisterWarehouse;
import exchange.core.warehouse.Warehouse;
import exchange.core.warehouse.Warehouses;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An owner registers warehouses, lists their idle space and sees how it is taken up. */
@Controller
final class OwnerPages {
  private static final Page.Query MANY = new Page.Query(200, Optional.empty());

  private final Warehouses warehouses;
  private final RegisterWarehouse registerWarehouse;
  private final Listings listings;
  private final PublishListing publishListing;
  private final ReviseListing reviseListing;
  private final Capacities capacities;
  private final Blocks blocks;
  private final PlaceNames names;
  private final ExchangeRates rates;
  private final Once once;
  private final Clock clock;

  OwnerPages(
      Warehouses warehouses,
      RegisterWarehouse registerWarehouse,
      Listings listings,
      PublishListing publishListing,
      ReviseListing reviseListing,
      Capacities capacities,
      Blocks blocks,
      PlaceNames names,
      ExchangeRates rates,
      Once once,
      Clock clock) {
    this.warehouses = warehouses;
    this.registerWarehouse = registerWarehouse;
    this.listings = listings;
    this.publishListing = publishListing;
    this.reviseListing = reviseListing;
    this.capacities = capacities;
    this.blocks = blocks;
    this.names = names;
    this.rates = rates;
    this.once = once;
    this.clock = clock;
  }

  static Mono<Caller> owner(ServerWebExchange exchange) {
    return Callers.of(exchange).doOnNext(caller -> caller.require(Role.OWNER));
  }

  /** Owners, and exporters for what they offer on. */
  private static Mono<Caller> lessor(ServerWebExchange exchange) {
    return Callers.of(exchange)
        .doOnNext(
            caller -> {
              if (!caller.roles().contains(Role.EXPORTER)) {
                caller.require(Role.OWNER);
              }
            });
  }

  @GetMapping("/warehouses")
  Mono<Rendering> sites(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return owner(exchange)
        .flatMap(caller -> warehouses.page(caller, Lists.query(before)))
        .map(page -> Lists.page("warehouses", page.map(Versioned::value)).build());
  }

  @GetMapping("/warehouses/new")
  Mono<Rendering> newSite(ServerWebExchange exchange) {
    return owner(exchange).flatMap(caller -> siteForm(Fields.NONE)).map(Rendering.Builder::build);
  }

  private static Mono<Rendering.Builder<?>> siteForm(Fields fields) {
    return Mono.just(Rendering.view("warehouse-new").modelAttribute("fields", fields));
  }

  /** Country and zone are the gateway's: who trades through a port counts its days. */
  @PostMapping("/warehouses")
  Mono<Rendering> register(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Object.class,
        intent -> registerWarehouse.register(intent.caller(), site(intent)).cast(Object.class),
        done -> "/warehouses",
        OwnerPages::siteForm);
  }

  private Warehouse site(Once.Intent intent) {
    Fields form = intent.form();
    Place gateway = names.require(form.text("place"));
    return new Warehouse(
        intent.id(),
        intent.caller().organizationId(),
        form.text("name"),
        form.text("address"),
        gateway.country(),
        new GeoPoint(
            form.decimal("latitude").doubleValue(), form.decimal("longitude").doubleValue()),
        gateway,
        gateway.zone());
  }

  /**
   * A listing and how it goes.
   *
   * @param taken share of the unit-days from now on that are held or leased, 0 to 1
   */
  public record OfferRow(Listing listing, double taken) {
    static OfferRow of(Listing listing, CapacityProfile free, LocalDate today) {
      long skipped = Math.max(0, today.toEpochDay() - free.firstDay().toEpochDay());
      int[] units = free.units();
      long left = Arrays.stream(units).skip(skipped).asLongStream().sum();
      long all = Math.max(1, (units.length - skipped) * listing.quantity());
      return new OfferRow(listing, skipped >= units.length ? 0 : 1 - (double) left / all);
    }
  }

  @GetMapping("/offers")
  Mono<Rendering> offers(
      @RequestParam(required = false) Optional<Long> before,
      @RequestParam(required = false) Optional<Integer> stored,
      ServerWebExchange exchange) {
    LocalDate today = LocalDate.now(clock);
    return lessor(exchange)
        .flatMap(caller -> listings.page(ownedBy(caller), Lists.query(before)))
        .flatMap(
            page ->
                Flux.fromIterable(page.items())
                    .map(Versioned::value)
                    .flatMapSequential(
                        listing ->
                            capacities
                                .free(listing.id())
                                .map(free -> OfferRow.of(listing, free, today)))
                    .collectList()
                    .map(rows -> Lists.page("offers", new Page<>(rows, page.next()))))
        .map(page -> page.modelAttribute("stored", stored.orElse(0)).build());
  }

  static Listings.Filter ownedBy(Caller caller) {
    return new Listings.Filter(
        Optional.of(caller.organizationId()), Optional.empty(), Optional.empty());
  }

  @GetMapping("/offers/new")
  Mono<Rendering> newOffer(ServerWebExchange exchange) {
    return owner(exchange)
        .flatMap(caller -> offerForm(caller, Fields.NONE))
        .map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> offerForm(Caller caller, Fields fields) {
    LocalDate today = LocalDate.now(clock);
    return sites(caller)
        .map(
            sites ->
                Rendering.view("offer-new")
                    .modelAttribute("fields", fields)
                    .modelAttribute("sites", sites)
                    .modelAttribute("rule", AcceptanceRule.AT_ONCE)
                    .modelAttribute("currencies", rates.currencies())
                    .modelAttribute("today", today)
                    .modelAttribute("yearEnd", today.plusYears(1)));
  }

  Mono<List<Warehouse>> sites(Caller caller) {
    return warehouses
        .page(caller, MANY)
        .map(page -> page.items().stream().map(Versioned::value).toList());
  }

  @PostMapping("/offers")
  Mono<Rendering> publish(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Object.class,
        this::publish,
        done -> "/offers",
        fields -> owner(exchange).flatMap(caller -> offerForm(caller, fields)));
  }

  private Mono<Object> publish(Once.Intent intent) {
    return sites(intent.caller()).flatMap(sites -> publish(intent, sites));
  }

  /** A listing as the form or a row of a spreadsheet has it. */
  Mono<Object> publish(Once.Intent intent, List<Warehouse> sites) {
    UUID owner = intent.caller().organizationId();
    return Mono.defer(
            () ->
                publishListing.publish(
                    intent.caller(),
                    ListingSheet.warehouse(intent.form(), sites).id(),
                    site -> ListingSheet.offer(intent.form(), intent.id(), owner, site)))
        .onErrorMap(ListingSheet.Misfit.class, ListingSheet.Misfit::refusal)
        .cast(Object.class);
  }

  @GetMapping("/offers/{id}")
  Mono<Rendering> offer(@PathVariable UUID id, ServerWebExchange exchange) {
    return offer(id, Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  Mono<Rendering.Builder<?>> offer(UUID id, Fields fields, ServerWebExchange exchange) {
    return lessor(exchange)
        .flatMap(caller -> offer(id, caller))
        .map(page -> page.modelAttribute("fields", fields));
  }

  private Mono<Rendering.Builder<?>> offer(UUID id, Caller caller) {
    LocalDate today = LocalDate.now(clock);
    return listings
        .find(id)
        .filter(found -> found.value().ownerId().equals(caller.organizationId()))
        .flatMap(found -> Mono.zip(Mono.just(found), capacities.free(id), blocks.page(id, MANY)))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .map(
            all -> {
              Listing listing = all.getT1().value();
              List<Block> blocked =
                  all.getT3().items().stream()
                      .filter(block -> block.days().to().isAfter(today))
                      .sorted(Comparator.comparing(block -> block.days().from()))
                      .toList();
              return Rendering.view("offer")
                  .modelAttribute("listing", listing)
                  .modelAttribute("version", all.getT1().version())
                  .modelAttribute("taken", OfferRow.of(listing, all.getT2(), today).taken())
                  .modelAttribute("blocks", blocked)
                  .modelAttribute("today", today)
                  .modelAttribute(
                      "strip", HeatStrip.of(all.getT2(), listing, today).blockedBy(blocked));
            });
  }

  @PostMapping("/offers/{id}")
  Mono<Rendering> revise(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Object.class,
        intent ->
            reviseListing
                .revise(
                    intent.caller(),
                    id,
                    intent.form().whole("version"),
                    listing -> revised(listing, intent.form()))
                .onErrorMap(ListingSheet.Misfit.class, ListingSheet.Misfit::refusal)
                .cast(Object.class),
        done -> "/offers/" + id,
        fields -> offer(id, Fields.NONE, exchange));
  }

  private static Listing revised(Listing listing, Fields form) {
    RateCard card = listing.rateCard();
    return listing
        .revised(
            form.whole("quantity"),
            new RateCard(
                card.currency(),
                new StorageRate(form.decimal("rate"), card.storage().basis()),
                card.handlingIn(),
                card.handlingOut(),
                card.minimumCharge(),
                card.lengthDiscounts(),
                card.peakWindows(),
                card.taxPercent()),
            form.whole("minimumQuantity"),
            form.whole("minimumDays"),
            form.has("open"),
            form.has("sublets") ? form.choice("sublets", SubletRule.class) : listing.sublets())
        .accepting(ListingSheet.acceptance(form, listing.acceptance()));
  }
}
