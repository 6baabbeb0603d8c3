package exchange.api.web;

import exchange.core.acceptance.AcceptanceRecord;
import exchange.core.acceptance.Acceptances;
import exchange.core.capacity.Capacities;
import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.Listing;
import exchange.core.listing.Listings;
import exchange.core.quote.Options;
import exchange.core.review.Rating;
import exchange.core.review.Reviews;
import exchange.core.review.Side;
import exchange.core.values.ExchangeRates;
import exchange.core.values.GeoPoint;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import exchange.core.values.Versioned;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/** One listing: what is free on each day, and what a stay would cost. */
@Controller
final class ListingPages {

  private final Listings listings;
  private final Acceptances acceptances;
  private final Reviews reviews;
  private final Capacities capacities;
  private final Options options;
  private final PlaceNames names;
  private final ExchangeRates rates;
  private final Sentences sentences;
  private final Clock clock;

  ListingPages(
      Listings listings,
      Acceptances acceptances,
      Reviews reviews,
      Capacities capacities,
      Options options,
      PlaceNames names,
      ExchangeRates rates,
      Sentences sentences,
      Clock clock) {
    this.listings = listings;
    this.acceptances = acceptances;
    this.reviews = reviews;
    this.capacities = capacities;
    this.options = options;
    this.names = names;
    this.rates = rates;
    this.sentences = sentences;
    this.clock = clock;
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }

  @GetMapping("/listings/{id}")
  Mono<Rendering> listing(
      @PathVariable UUID id,
      @RequestParam MultiValueMap<String, String> query,
      ServerWebExchange exchange) {
    Locale locale = Language.of(exchange);
    return seen(id)
        .zipWhen(seen -> owner(seen.listing().ownerId()))
        .map(
            both -> {
              Seen seen = both.getT1();
              Fields fields = new Fields(query);
              return price(Rendering.view("listing"), seen, fields, locale)
                  .modelAttribute("record", both.getT2().getT1())
                  .modelAttribute("ratings", both.getT2().getT2())
                  .modelAttribute("fields", fields)
                  .modelAttribute("today", today())
                  .modelAttribute("strip", HeatStrip.of(seen.free(), seen.listing(), today()))
                  .modelAttribute("mapHere", WorldMap.around(List.of(point(seen))))
                  .build();
            });
  }

  /** How it has answered so far, and what exporters say of it. */
  private Mono<Tuple2<AcceptanceRecord, List<Rating>>> owner(UUID id) {
    return Mono.zip(
        acceptances.recordOf(id),
        reviews
            .ratings(id, clock.instant())
            .map(all -> all.stream().filter(each -> each.by() == Side.EXPORTER).toList()));
  }

  /** Only the price, as the calculator asks for it while its fields change. */
  @GetMapping("/listings/{id}/price")
  Mono<Rendering> price(
      @PathVariable UUID id,
      @RequestParam MultiValueMap<String, String> query,
      ServerWebExchange exchange) {
    return seen(id)
        .map(
            seen ->
                price(
                        Rendering.view("listing :: price"),
                        seen,
                        new Fields(query),
                        Language.of(exchange))
                    .build());
  }

  private record Seen(Listing listing, CapacityProfile free) {}

  private static GeoPoint point(Seen seen) {
    return seen.listing().site().point();
  }

  private Mono<Seen> seen(UUID id) {
    return listings
        .find(id)
        .map(Versioned::value)
        .zipWith(capacities.free(id), Seen::new)
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)));
  }

  private Rendering.Builder<?> price(
      Rendering.Builder<?> page, Seen seen, Fields fields, Locale locale) {
    page.modelAttribute("listing", seen.listing());
    try {
      SearchForm form = form(fields, seen);
      page.modelAttribute("form", form).modelAttribute("place", names.label(form.market(), locale));
      Options.Found found =
          options.on(form.request(rates.market()), seen.listing(), seen.free(), clock.instant());
      found.options().stream()
          .findFirst()
          .ifPresent(option -> page.modelAttribute("option", option));
      found.objection().ifPresent(objection -> page.modelAttribute("objection", objection));
    } catch (RefusedException refused) {
      page.modelAttribute("refused", sentences.of(refused.refusal(), locale));
    }
    return page;
  }

  /** What would suit the listing, where nothing else is said. */
  private SearchForm form(Fields fields, Seen seen) {
    Listing listing = seen.listing();
    LocalDate start = SearchForm.defaultStart(today());
    LocalDate from = start.isBefore(listing.window().from()) ? listing.window().from() : start;
    return new SearchForm(
        fields.has("place") ? names.require(fields.get("place")) : listing.site().gateway(),
        fields.or(
            "quantity",
            Math.min(
                Math.max(SearchForm.DEFAULT_QUANTITY, listing.minimumQuantity()),
                listing.quantity()),
            () -> fields.whole("quantity")),
        listing.unit(),
        listing.storageClass(),
        fields.or("from", from, () -> fields.date("from")),
        fields.or(
            "days",
            Math.max(SearchForm.DEFAULT_DAYS, listing.minimumDays()),
            () -> fields.whole("days")),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        0);
  }
}
