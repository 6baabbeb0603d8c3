package exchange.api.web;

import exchange.core.capacity.Capacities;
import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.Listing;
import exchange.core.listing.Listings;
import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRounds;
import exchange.core.matching.OfferIndex;
import exchange.core.matching.Option;
import exchange.core.matching.Options;
import exchange.core.matching.SearchOffers;
import exchange.core.matching.SurveySupply;
import exchange.core.matching.SurveySupply.Supply;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import exchange.core.values.ExchangeRates;
import exchange.core.values.GeoPoint;
import exchange.core.values.Page;
import exchange.core.values.Place;
import exchange.core.values.Places;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import exchange.core.values.Versioned;
import java.text.Collator;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What everybody sees of the market: the front page, the search, and each listing. */
@Controller
final class MarketPages {
  private static final int RESULTS = 10;
  private static final int MOST_PAGES = 20;
  private static final int LAST_ROUNDS = 10;

  /** Days that space is free for, where nobody said how many. */
  private static final int MONTH = 30;

  private final SurveySupply surveySupply;
  private final SearchOffers searchOffers;
  private final Listings listings;
  private final Capacities capacities;
  private final Options options;
  private final MatchingRounds rounds;
  private final Places places;
  private final PlaceNames names;
  private final ExchangeRates rates;
  private final Sentences sentences;
  private final Clock clock;

  MarketPages(
      SurveySupply surveySupply,
      SearchOffers searchOffers,
      Listings listings,
      Capacities capacities,
      Options options,
      MatchingRounds rounds,
      Places places,
      PlaceNames names,
      ExchangeRates rates,
      Sentences sentences,
      Clock clock) {
    this.surveySupply = surveySupply;
    this.searchOffers = searchOffers;
    this.listings = listings;
    this.capacities = capacities;
    this.options = options;
    this.rounds = rounds;
    this.places = places;
    this.names = names;
    this.rates = rates;
    this.sentences = sentences;
    this.clock = clock;
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }

  /** What is free in one country, by unit. */
  public record CountryRow(String code, int listings, Map<Unit, Long> free) {
    public long in(Unit unit) {
      return free.getOrDefault(unit, 0L);
    }
  }

  @GetMapping("/")
  Mono<Rendering> front(ServerWebExchange exchange) {
    Formats formats = new Formats(Language.of(exchange));
    DateRange month = DateRange.ofDays(SearchForm.defaultStart(today()), MONTH);
    return Mono.zip(surveySupply.survey(month, listing -> true), lastResult())
        .map(
            both -> {
              List<CountryRow> countries = countries(both.getT1());
              Rendering.Builder<?> page =
                  Rendering.view("front")
                      .modelAttribute("countries", countries)
                      .modelAttribute("map", WorldMap.WHOLE)
                      .modelAttribute("bubbles", bubbles(countries, both.getT1(), formats))
                      .modelAttribute("month", month)
                      .modelAttribute("today", today());
              both.getT2().ifPresent(round -> page.modelAttribute("last", round));
              return page.build();
            });
  }

  private Mono<Optional<MatchingRound>> lastResult() {
    return rounds
        .page(new Page.Query(LAST_ROUNDS, Optional.empty()))
        .map(
            page ->
                page.items().stream()
                    .filter(round -> round.state() instanceof MatchingRound.Finished)
                    .findFirst());
  }

  private static List<CountryRow> countries(List<Supply> supply) {
    Map<String, CountryRow> rows = new LinkedHashMap<>();
    for (Supply each : supply) {
      rows.merge(
          each.country(),
          new CountryRow(
              each.country(), each.listings(), new EnumMap<>(Map.of(each.unit(), each.units()))),
          (sum, more) -> {
            Map<Unit, Long> free = new EnumMap<>(sum.free());
            more.free().forEach((unit, units) -> free.merge(unit, units, Long::sum));
            return new CountryRow(sum.code(), sum.listings() + more.listings(), free);
          });
    }
    return rows.values().stream()
        .sorted(Comparator.comparing((CountryRow row) -> row.in(Unit.XPX)).reversed())
        .toList();
  }

  private static List<WorldMap.Bubble> bubbles(
      List<CountryRow> countries, List<Supply> supply, Formats formats) {
    long most = countries.stream().mapToLong(row -> row.in(Unit.XPX)).max().orElse(1);
    return countries.stream()
        .map(
            row -> {
              GeoPoint at =
                  supply.stream()
                      .filter(each -> each.country().equals(row.code()))
                      .findFirst()
                      .orElseThrow()
                      .gateway()
                      .point();
              return WorldMap.WHOLE.bubble(
                  formats.country(row.code()) + " · " + formats.number(row.in(Unit.XPX)),
                  "/search?country=" + row.code(),
                  at,
                  (double) row.in(Unit.XPX) / Math.max(1, most));
            })
        .toList();
  }

  @GetMapping("/search")
  Mono<Rendering> search(
      @RequestParam MultiValueMap<String, String> query, ServerWebExchange exchange) {
    Fields fields = new Fields(query);
    Locale locale = Language.of(exchange);
    return surveySupply
        .survey(DateRange.ofDays(SearchForm.defaultStart(today()), MONTH), listing -> true)
        .flatMap(
            supply -> {
              SearchForm form = form(fields, supply);
              return results(form, new Formats(locale));
            })
        .onErrorResume(
            RefusedException.class,
            refused ->
                Mono.just(
                    Rendering.view("search")
                        .modelAttribute("refused", sentences.of(refused.refusal(), locale))))
        .map(
            page ->
                page.modelAttribute("fields", fields)
                    .modelAttribute("from", SearchForm.defaultStart(today()))
                    .modelAttribute("today", today())
                    .modelAttribute("countries", countryChoices(locale))
                    .build());
  }

  private Mono<Rendering.Builder<?>> results(SearchForm form, Formats formats) {
    LeaseRequest request = form.request(rates.market());
    int most = Math.min((form.page() + 1) * RESULTS, MOST_PAGES * RESULTS) + 1;
    return Mono.zip(
            searchOffers.search(request, form.filter(), most),
            surveySupply.survey(
                form.stay(),
                listing ->
                    listing.unit() == form.unit()
                        && listing.storageClass() == form.storageClass()
                        && form.filter().passes(request, listing)))
        .map(
            both -> {
              OfferIndex.Cheapest found = both.getT1();
              List<Option> shown =
                  found.options().stream()
                      .skip((long) form.page() * RESULTS)
                      .limit(RESULTS)
                      .toList();
              WorldMap map =
                  WorldMap.around(both.getT2().stream().map(s -> s.gateway().point()).toList());
              return Rendering.view("search")
                  .modelAttribute("form", form)
                  .modelAttribute("place", names.label(form.market(), formats.locale()))
                  .modelAttribute("options", shown)
                  .modelAttribute("stopped", found.stopped())
                  .modelAttribute("first", form.page() * RESULTS)
                  .modelAttribute("more", found.options().size() > (form.page() + 1) * RESULTS)
                  .modelAttribute("supply", both.getT2())
                  .modelAttribute("names", names)
                  .modelAttribute("map", map)
                  .modelAttribute("bubbles", bubbles(form, both.getT2(), map, formats));
            });
  }

  private List<WorldMap.Bubble> bubbles(
      SearchForm form, List<Supply> supply, WorldMap map, Formats formats) {
    long most = supply.stream().mapToLong(Supply::units).max().orElse(1);
    return supply.stream()
        .map(
            each ->
                map.bubble(
                    names.of(each.gateway(), formats.locale())
                        + " · "
                        + formats.number(each.units()),
                    "/search?place=%s&quantity=%d&unit=%s&storageClass=%s&from=%s&days=%d"
                        .formatted(
                            each.gateway().unlocode(),
                            form.quantity(),
                            form.unit(),
                            form.storageClass(),
                            form.from(),
                            form.days()),
                    each.gateway().point(),
                    (double) each.units() / most))
        .toList();
  }

  /** What is not said is taken from what most people would say. */
  private SearchForm form(Fields fields, List<Supply> supply) {
    Optional<String> country = fields.optional("country").filter(code -> code.matches("[A-Z]{2}"));
    Place market =
        fields.has("place")
            ? names.require(fields.get("place"))
            : supply.stream()
                .filter(each -> country.map(each.country()::equals).orElse(true))
                .findFirst()
                .map(Supply::gateway)
                .orElseGet(() -> places.all().iterator().next());
    SearchForm form =
        new SearchForm(
            market,
            or(fields, "quantity", SearchForm.DEFAULT_QUANTITY, () -> fields.whole("quantity")),
            or(fields, "unit", Unit.XPX, () -> fields.choice("unit", Unit.class)),
            or(
                fields,
                "storageClass",
                StorageClass.AMBIENT,
                () -> fields.choice("storageClass", StorageClass.class)),
            or(fields, "from", SearchForm.defaultStart(today()), () -> fields.date("from")),
            or(fields, "days", SearchForm.DEFAULT_DAYS, () -> fields.whole("days")),
            country,
            fields.has("kilometres")
                ? OptionalInt.of(fields.whole("kilometres"))
                : OptionalInt.empty(),
            fields.has("budget") ? Optional.of(fields.decimal("budget")) : Optional.empty(),
            or(fields, "page", 0, () -> Math.min(fields.whole("page"), MOST_PAGES - 1)));
    if (form.page() < 0) {
      throw Refusal.invalid("page", "must not be negative");
    }
    return form;
  }

  private static <T> T or(Fields fields, String name, T otherwise, Supplier<T> read) {
    return fields.has(name) ? read.get() : otherwise;
  }

  /** Codes of the countries with ports, in the order of their names. */
  private List<String> countryChoices(Locale locale) {
    Formats formats = new Formats(locale);
    return places.all().stream()
        .map(Place::country)
        .distinct()
        .sorted(Comparator.comparing(formats::country, Collator.getInstance(locale)))
        .toList();
  }

  @GetMapping("/places")
  Rendering places(@RequestParam(name = "place", defaultValue = "") String place) {
    return Rendering.view("parts :: places")
        .modelAttribute("places", names.startingWith(place))
        .modelAttribute("names", names)
        .build();
  }

  @GetMapping("/listings/{id}")
  Mono<Rendering> listing(
      @PathVariable UUID id,
      @RequestParam MultiValueMap<String, String> query,
      ServerWebExchange exchange) {
    Locale locale = Language.of(exchange);
    return seen(id)
        .map(
            seen -> {
              Fields fields = new Fields(query);
              return price(Rendering.view("listing"), seen, fields, locale)
                  .modelAttribute("fields", fields)
                  .modelAttribute("today", today())
                  .modelAttribute("strip", HeatStrip.of(seen.free(), seen.listing(), today()))
                  .modelAttribute("mapHere", WorldMap.around(List.of(point(seen))))
                  .build();
            });
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
    page.modelAttribute("listing", seen.listing()).modelAttribute("names", names);
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
        or(
            fields,
            "quantity",
            Math.min(
                Math.max(SearchForm.DEFAULT_QUANTITY, listing.minimumQuantity()),
                listing.quantity()),
            () -> fields.whole("quantity")),
        listing.unit(),
        listing.storageClass(),
        or(fields, "from", from, () -> fields.date("from")),
        or(
            fields,
            "days",
            Math.max(SearchForm.DEFAULT_DAYS, listing.minimumDays()),
            () -> fields.whole("days")),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        0);
  }
}
