package exchange.api.web;

import exchange.core.quote.OfferIndex;
import exchange.core.quote.Option;
import exchange.core.quote.SearchOffers;
import exchange.core.quote.SurveySupply;
import exchange.core.quote.SurveySupply.Supply;
import exchange.core.request.LeaseRequest;
import exchange.core.values.ExchangeRates;
import exchange.core.values.GeoPoint;
import exchange.core.values.Place;
import exchange.core.values.Places;
import exchange.core.values.Refusal;
import exchange.core.values.RefusedException;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.text.Collator;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The search over everything that is on offer, as a list and as a map. */
@Controller
final class SearchPages {
  private static final int RESULTS = 10;
  private static final int MOST_PAGES = 20;

  /** Radii of marks on the map. */
  private static final double PIN = 9;

  private static final double MARKET = 12;

  private final FreeThisMonth freeThisMonth;
  private final SurveySupply surveySupply;
  private final SearchOffers searchOffers;
  private final Places places;
  private final PlaceNames names;
  private final ExchangeRates rates;
  private final Sentences sentences;
  private final Clock clock;

  SearchPages(
      FreeThisMonth freeThisMonth,
      SurveySupply surveySupply,
      SearchOffers searchOffers,
      Places places,
      PlaceNames names,
      ExchangeRates rates,
      Sentences sentences,
      Clock clock) {
    this.freeThisMonth = freeThisMonth;
    this.surveySupply = surveySupply;
    this.searchOffers = searchOffers;
    this.places = places;
    this.names = names;
    this.rates = rates;
    this.sentences = sentences;
    this.clock = clock;
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }

  @GetMapping("/search")
  Mono<Rendering> search(
      @RequestParam MultiValueMap<String, String> query, ServerWebExchange exchange) {
    Fields fields = new Fields(query);
    Locale locale = Language.of(exchange);
    return market(fields)
        .flatMap(market -> results(form(fields, market), new Formats(locale)))
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
              WorldMap map = WorldMap.around(points(form, shown));
              return Rendering.view("search")
                  .modelAttribute("form", form)
                  .modelAttribute("place", names.label(form.market(), formats.locale()))
                  .modelAttribute("options", shown)
                  .modelAttribute("stopped", found.stopped())
                  .modelAttribute("first", form.page() * RESULTS)
                  .modelAttribute("more", found.options().size() > (form.page() + 1) * RESULTS)
                  .modelAttribute("supply", both.getT2())
                  .modelAttribute("map", map)
                  .modelAttribute("bubbles", bubbles(form, both.getT2(), map, formats))
                  .modelAttribute("market", map.pin("", "", form.market().point(), MARKET))
                  .modelAttribute("pins", pins(form, shown, map));
            });
  }

  /** The map shows what the list shows, and the market that it is near to. */
  private static List<GeoPoint> points(SearchForm form, List<Option> shown) {
    return Stream.concat(
            Stream.of(form.market().point()),
            shown.stream().map(option -> option.listing().site().point()))
        .toList();
  }

  private static List<WorldMap.Bubble> pins(SearchForm form, List<Option> shown, WorldMap map) {
    return shown.stream()
        .map(
            option ->
                map.pin(
                    option.listing().site().name(),
                    form.address("/listings/" + option.listing().id()),
                    option.listing().site().point(),
                    PIN))
        .toList();
  }

  private List<WorldMap.Bubble> bubbles(
      SearchForm form, List<Supply> supply, WorldMap map, Formats formats) {
    long most = supply.stream().mapToLong(Supply::units).max().orElse(1);
    return supply.stream()
        .filter(each -> map.shows(each.gateway().point()))
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

  /** Where nobody says where the goods go, to where the most is free. */
  private Mono<Place> market(Fields fields) {
    if (fields.has("place")) {
      return Mono.fromSupplier(() -> names.require(fields.get("place")));
    }
    Optional<String> country = country(fields);
    return freeThisMonth
        .figures()
        .map(
            figures ->
                figures.supply().stream()
                    .filter(each -> country.map(each.country()::equals).orElse(true))
                    .findFirst()
                    .map(Supply::gateway)
                    .orElseGet(() -> places.all().iterator().next()));
  }

  private static Optional<String> country(Fields fields) {
    return fields.optional("country").filter(code -> code.matches("[A-Z]{2}"));
  }

  /** What is not said is taken from what most people would say. */
  private SearchForm form(Fields fields, Place market) {
    SearchForm form =
        new SearchForm(
            market,
            fields.or("quantity", SearchForm.DEFAULT_QUANTITY, () -> fields.whole("quantity")),
            fields.or("unit", Unit.XPX, () -> fields.choice("unit", Unit.class)),
            fields.or(
                "storageClass",
                StorageClass.AMBIENT,
                () -> fields.choice("storageClass", StorageClass.class)),
            fields.or("from", SearchForm.defaultStart(today()), () -> fields.date("from")),
            fields.or("days", SearchForm.DEFAULT_DAYS, () -> fields.whole("days")),
            country(fields),
            fields.has("kilometres")
                ? OptionalInt.of(fields.whole("kilometres"))
                : OptionalInt.empty(),
            fields.has("budget") ? Optional.of(fields.decimal("budget")) : Optional.empty(),
            fields.or("page", 0, () -> Math.min(fields.whole("page"), MOST_PAGES - 1)));
    if (form.page() < 0) {
      throw Refusal.invalid("page", "must not be negative");
    }
    return form;
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
        .build();
  }
}
