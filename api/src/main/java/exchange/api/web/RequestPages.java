package exchange.api.web;

import exchange.core.acceptance.AcceptanceRecord;
import exchange.core.acceptance.Acceptances;
import exchange.core.capacity.Reservation;
import exchange.core.capacity.Reservations;
import exchange.core.lease.LeaseTerms;
import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRounds;
import exchange.core.matching.Proposal;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.quote.Quote;
import exchange.core.quote.QuoteLeaseRequest;
import exchange.core.quote.Quotes;
import exchange.core.quote.SearchOffers;
import exchange.core.request.FileLeaseRequest;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequests;
import exchange.core.request.Splitting;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.joda.money.Money;
import org.springframework.stereotype.Controller;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An exporter asks for space and compares the quotes. */
@Controller
final class RequestPages {
  private static final int MOST_QUOTES = 5;
  private static final int MOST_REMEMBERED = 200;

  private final LeaseRequests requests;
  private final FileLeaseRequest fileLeaseRequest;
  private final QuoteLeaseRequest quoteLeaseRequest;
  private final SearchOffers searchOffers;
  private final Reservations reservations;
  private final MatchingRounds rounds;
  private final Acceptances acceptances;
  private final PlaceNames names;
  private final ExchangeRates rates;
  private final Once once;
  private final Clock clock;

  RequestPages(
      LeaseRequests requests,
      FileLeaseRequest fileLeaseRequest,
      QuoteLeaseRequest quoteLeaseRequest,
      SearchOffers searchOffers,
      Reservations reservations,
      MatchingRounds rounds,
      Acceptances acceptances,
      PlaceNames names,
      ExchangeRates rates,
      Once once,
      Clock clock) {
    this.requests = requests;
    this.fileLeaseRequest = fileLeaseRequest;
    this.quoteLeaseRequest = quoteLeaseRequest;
    this.searchOffers = searchOffers;
    this.reservations = reservations;
    this.rounds = rounds;
    this.acceptances = acceptances;
    this.names = names;
    this.rates = rates;
    this.once = once;
    this.clock = clock;
  }

  @GetMapping("/requests")
  Mono<Rendering> list(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(caller -> requests.page(caller, Lists.query(before)))
        .map(page -> Lists.page("requests", page).build());
  }

  @GetMapping("/requests/new")
  Mono<Rendering> blank(
      @RequestParam MultiValueMap<String, String> query, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .doOnNext(caller -> caller.require(Role.EXPORTER))
        .flatMap(caller -> form(new Fields(query), Language.of(exchange)))
        .map(Rendering.Builder::build);
  }

  /** With whatever was searched for filled in, and a budget that the cheapest answers meet. */
  private Mono<Rendering.Builder<?>> form(Fields fields, Locale locale) {
    LocalDate start = SearchForm.defaultStart(LocalDate.now(clock));
    Rendering.Builder<?> page =
        Rendering.view("request-new")
            .modelAttribute("fields", fields)
            .modelAttribute("start", start)
            .modelAttribute("today", LocalDate.now(clock))
            .modelAttribute("currencies", rates.currencies())
            .modelAttribute("place", placeLabel(fields, locale));
    return Mono.defer(() -> suggestedBudget(fields))
        .onErrorResume(RefusedException.class, unfinished -> Mono.empty())
        .doOnNext(budget -> page.modelAttribute("suggested", budget))
        .then(Mono.just(page));
  }

  private String placeLabel(Fields fields, Locale locale) {
    try {
      return names.label(names.require(fields.get("place")), locale);
    } catch (RefusedException unknown) {
      return fields.get("place");
    }
  }

  /** A quarter above the cheapest answer, in hundreds: room for another day or site. */
  private Mono<BigDecimal> suggestedBudget(Fields fields) {
    if (fields.has("budget") || !fields.has("place") || !fields.has("from")) {
      return Mono.empty();
    }
    SearchForm wanted =
        new SearchForm(
            names.require(fields.get("place")),
            fields.whole("quantity"),
            fields.choice("unit", Unit.class),
            fields.choice("storageClass", StorageClass.class),
            fields.date("from"),
            fields.whole("days"),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            0);
    return searchOffers
        .search(wanted.request(rates.market()), wanted.filter(), 1)
        .mapNotNull(found -> found.options().stream().findFirst().orElse(null))
        .map(
            cheapest ->
                cheapest
                    .landed()
                    .getAmount()
                    .multiply(new BigDecimal("0.0125"))
                    .setScale(0, RoundingMode.UP)
                    .multiply(BigDecimal.valueOf(100)));
  }

  @PostMapping("/requests")
  Mono<Rendering> file(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        LeaseRequests.Filed.class,
        intent -> fileLeaseRequest.file(intent.caller(), request(intent)),
        filed -> quotesOf(filed.request().id()),
        fields -> form(fields, Language.of(exchange)));
  }

  private LeaseRequest request(Once.Intent intent) {
    Fields form = intent.form();
    return new LeaseRequest(
        intent.id(),
        intent.caller().organizationId(),
        form.text("goods"),
        form.choice("storageClass", StorageClass.class),
        form.choice("unit", Unit.class),
        form.whole("quantity"),
        form.date("from"),
        form.has("latestStart") ? form.date("latestStart") : form.date("from"),
        form.whole("days"),
        List.of(new LeaseRequest.Market(names.require(form.text("place")), BigDecimal.ONE)),
        form.money("budget"),
        form.has("split")
            ? Optional.of(new Splitting(form.whole("smallestPart"), form.whole("mostSites")))
            : Optional.empty());
  }

  /** An address that stands for one set of quotes, however often it is opened. */
  private static String quotesOf(UUID request) {
    return "/requests/" + request + "/quotes?key=" + Once.key();
  }

  @GetMapping("/requests/{id}")
  Mono<Rendering> request(@PathVariable UUID id, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(caller -> request(id, caller))
        .map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> request(UUID id, Caller caller) {
    return Mono.zip(
            requests
                .find(id, caller)
                .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND))),
            held(id, caller),
            lastProposal(id, caller))
        .map(
            all -> {
              Rendering.Builder<?> page =
                  Rendering.view("request")
                      .modelAttribute("filed", all.getT1())
                      .modelAttribute("held", all.getT2())
                      .modelAttribute("quotes", quotesOf(id));
              all.getT3().ifPresent(each -> Outcomes.add(page, each));
              return page;
            });
  }

  /** The last reservation for the request, with its siblings. */
  private Mono<List<Reservation>> held(UUID request, Caller caller) {
    return reservations
        .page(caller, new Page.Query(MOST_REMEMBERED, Optional.empty()))
        .flatMapIterable(Page::items)
        .filter(each -> each.terms().requestId().equals(request))
        .next()
        .flatMapMany(
            last ->
                Flux.fromIterable(last.siblings())
                    .concatMap(sibling -> reservations.find(sibling, caller))
                    .startWith(last))
        .collectList();
  }

  /** What the last round that ended had for the request. */
  private Mono<Optional<Proposal>> lastProposal(UUID request, Caller caller) {
    return rounds
        .page(new Page.Query(1, Optional.empty()))
        .flatMapIterable(Page::items)
        .filter(round -> round.state() instanceof MatchingRound.Finished)
        .flatMap(
            round ->
                rounds.proposals(
                    round.id(), caller, new Page.Query(MOST_REMEMBERED, Optional.empty())))
        .flatMapIterable(Page::items)
        .filter(proposal -> proposal.requestId().equals(request))
        .next()
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  @PostMapping("/requests/{id}/withdrawal")
  Mono<Rendering> withdraw(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        LeaseRequests.Filed.class,
        intent -> {
          intent.caller().require(Role.EXPORTER);
          return requests.withdraw(id, intent.caller());
        },
        filed -> "/requests/" + id,
        fields -> Callers.of(exchange).flatMap(caller -> request(id, caller)));
  }

  /**
   * A quote beside the first one.
   *
   * @param more by how much its full cost is above the first one's
   * @param moreBilled the part of that which is billed, in the market currency
   * @param moreTransport the other part
   */
  public record QuoteRow(Quote quote, Money more, Money moreBilled, Money moreTransport) {
    static QuoteRow of(Quote quote, Quote first) {
      Money more = quote.landed().minus(first.landed());
      Money transport = quote.location().total().minus(first.location().total());
      return new QuoteRow(quote, more, more.minus(transport), transport);
    }
  }

  /** Asks the first time, and shows the same quotes each time after. */
  @GetMapping("/requests/{id}/quotes")
  Mono<Rendering> quotes(
      @PathVariable UUID id,
      @RequestParam MultiValueMap<String, String> query,
      ServerWebExchange exchange) {
    return quotes(id, new Fields(query), exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> quotes(UUID id, Fields fields, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(
            caller ->
                once.run(
                        "GET /requests/" + id + "/quotes",
                        caller,
                        fields,
                        Quotes.QuoteSet.class,
                        intent ->
                            quoteLeaseRequest.quote(intent.caller(), intent.id(), id, MOST_QUOTES))
                    .zipWith(requests.find(id, caller)))
        .flatMap(both -> Mono.zip(Mono.just(both), records(both.getT1().quotes())))
        .map(
            all -> {
              var both = all.getT1();
              List<Quote> quotes = both.getT1().quotes();
              return Rendering.view("quotes")
                  .modelAttribute("records", all.getT2())
                  .modelAttribute("request", both.getT2().request())
                  .modelAttribute("state", both.getT2().state())
                  .modelAttribute("again", quotesOf(id))
                  .modelAttribute("setKey", fields.get("key"))
                  .modelAttribute("now", clock.instant())
                  .modelAttribute("stopped", both.getT1().objections())
                  .modelAttribute(
                      "rows",
                      quotes.stream().map(each -> QuoteRow.of(each, quotes.get(0))).toList());
            });
  }

  /** How the owners who decide on the lease first have decided so far. */
  private Mono<Map<UUID, AcceptanceRecord>> records(List<Quote> quotes) {
    return Flux.fromIterable(quotes)
        .map(Quote::terms)
        .filter(terms -> terms.conditions().asking().isPresent())
        .map(LeaseTerms::ownerId)
        .distinct()
        .flatMap(acceptances::recordOf)
        .collectMap(AcceptanceRecord::ownerId);
  }

  /** The quotes that a form came from which was refused. */
  Mono<Rendering.Builder<?>> quotesAgain(Fields form, ServerWebExchange exchange) {
    UUID id = form.id("requestId");
    LinkedMultiValueMap<String, String> query = new LinkedMultiValueMap<>();
    query.add("key", form.get("setKey"));
    return quotes(id, new Fields(query), exchange);
  }
}
