package exchange.api.web;

import exchange.core.listing.Listing;
import exchange.core.listing.Listings;
import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRound.Failed;
import exchange.core.matching.MatchingRound.Finished;
import exchange.core.matching.MatchingRound.Progress;
import exchange.core.matching.MatchingRound.Queued;
import exchange.core.matching.MatchingRound.Running;
import exchange.core.matching.MatchingRounds;
import exchange.core.matching.Proposal;
import exchange.core.matching.StartMatchingRound;
import exchange.core.member.Caller;
import exchange.core.quote.LocationEstimate;
import exchange.core.values.GeoPoint;
import exchange.core.values.Page;
import exchange.core.values.Place;
import exchange.core.values.Places;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.Versioned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.joda.money.Money;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Matching rounds: started by the operator, watched by everybody, told to each party. */
@Controller
final class RoundPages {
  private static final Duration PACE = Duration.ofMillis(500);
  private static final int MOST_SECONDS = 3600;
  private static final double DOT = 3.5;

  private final MatchingRounds rounds;
  private final StartMatchingRound startMatchingRound;
  private final Listings listings;
  private final Places places;
  private final Once once;

  RoundPages(
      MatchingRounds rounds,
      StartMatchingRound startMatchingRound,
      Listings listings,
      Places places,
      Once once) {
    this.rounds = rounds;
    this.startMatchingRound = startMatchingRound;
    this.listings = listings;
    this.places = places;
    this.once = once;
  }

  @GetMapping("/rounds")
  Mono<Rendering> list(@RequestParam(required = false) Optional<Long> before) {
    return list(Lists.query(before)).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> list(Page.Query query) {
    return rounds.page(query).map(page -> Lists.page("rounds", page.map(Row::of)));
  }

  /** A round and its state by name, with what only that state has. */
  public record Row(
      MatchingRound round,
      String state,
      Optional<MatchingRound.Result> result,
      Optional<Progress> progress) {
    static Row of(MatchingRound round) {
      return round
          .state()
          .fold(
              new MatchingRound.Cases<Row>() {
                @Override
                public Row queued(Queued queued) {
                  return new Row(round, "QUEUED", Optional.empty(), Optional.empty());
                }

                @Override
                public Row running(Running running) {
                  return new Row(
                      round, "RUNNING", Optional.empty(), Optional.of(running.progress()));
                }

                @Override
                public Row finished(Finished finished) {
                  return new Row(
                      round, "FINISHED", Optional.of(finished.result()), Optional.empty());
                }

                @Override
                public Row failed(Failed failed) {
                  return new Row(round, "FAILED", Optional.empty(), Optional.empty());
                }
              });
    }

    public boolean isOver() {
      return state.equals("FINISHED") || state.equals("FAILED");
    }
  }

  @PostMapping("/rounds")
  Mono<Rendering> start(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        MatchingRound.class,
        intent -> startMatchingRound.start(intent.caller(), intent.id(), settings(intent.form())),
        round -> "/rounds/" + round.id(),
        fields -> list(Lists.query(Optional.empty())));
  }

  private static MatchingRound.Settings settings(Fields form) {
    int seconds = form.whole("seconds");
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw Refusal.invalid("seconds", "must lie between 1 and " + MOST_SECONDS);
    }
    return new MatchingRound.Settings(seconds, form.has("seed") ? form.whole("seed") : 0);
  }

  @GetMapping("/rounds/{id}")
  Mono<Rendering> round(
      @PathVariable UUID id,
      @RequestParam(required = false) Optional<Long> before,
      ServerWebExchange exchange) {
    return Mono.zip(find(id), proposals(id, before, exchange))
        .flatMap(
            both ->
                arcs(both.getT2().items())
                    .map(arcs -> page(both.getT1(), both.getT2(), arcs).build()));
  }

  private Mono<MatchingRound> find(UUID id) {
    return rounds.find(id).switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)));
  }

  /** Those that the visitor is a party to; none for somebody who has not signed in. */
  private Mono<Page<Proposal>> proposals(
      UUID id, Optional<Long> before, ServerWebExchange exchange) {
    return Visitor.of(exchange)
        .flatMap(visitor -> Mono.justOrEmpty(visitor.caller()))
        .flatMap((Caller caller) -> rounds.proposals(id, caller, Lists.query(before)))
        .defaultIfEmpty(new Page<>(List.of(), Optional.empty()));
  }

  private static Rendering.Builder<?> page(
      MatchingRound round, Page<Proposal> proposals, Arcs arcs) {
    Row row = Row.of(round);
    Rendering.Builder<?> page =
        Lists.page("round", proposals.map(Outcomes.Row::of))
            .modelAttribute("row", row)
            .modelAttribute("map", arcs.map())
            .modelAttribute("sites", arcs.sites())
            .modelAttribute("dots", arcs.dots())
            .modelAttribute("arcs", arcs.arcs());
    row.result().ifPresent(result -> page.modelAttribute("bars", bars(result)));
    return page;
  }

  /** A plan's cost as a bar. */
  public record Bar(String name, Money cost, double width) {}

  private static List<Bar> bars(MatchingRound.Result result) {
    double most =
        Math.max(
            result.greedyCost().getAmount().doubleValue(), result.cost().getAmount().doubleValue());
    Function<Money, Double> width =
        money -> Math.round(1000 * money.getAmount().doubleValue() / Math.max(1, most)) / 10.0;
    return List.of(
        new Bar("greedy", result.greedyCost(), width.apply(result.greedyCost())),
        new Bar("plan", result.cost(), width.apply(result.cost())),
        new Bar("bound", result.bound(), width.apply(result.bound())));
  }

  private record Arcs(List<GeoPoint> points, Map<UUID, Listing> sites, List<WorldMap.Arc> arcs) {
    WorldMap map() {
      return WorldMap.around(points);
    }

    List<WorldMap.Bubble> dots() {
      return sites.values().stream()
          .map(listing -> map().pin(listing.site().name(), "", listing.site().point(), DOT))
          .toList();
    }
  }

  /** From each site to the markets that its matched request serves. */
  private Mono<Arcs> arcs(List<Proposal> proposals) {
    List<Proposal.Part> parts =
        proposals.stream()
            .flatMap(proposal -> Outcomes.Row.of(proposal).matched().stream())
            .flatMap(matched -> matched.parts().stream())
            .toList();
    return Flux.fromIterable(parts)
        .map(Proposal.Part::listingId)
        .distinct()
        .flatMap(listings::find)
        .map(Versioned::value)
        .collectMap(Listing::id)
        .map(
            sites -> {
              List<GeoPoint> points = new ArrayList<>();
              List<WorldMap.Arc> arcs = new ArrayList<>();
              for (Proposal.Part part : parts) {
                Listing listing = sites.get(part.listingId());
                List<LocationEstimate.Leg> legs = part.location().legs();
                // The first leg is the way in from the port.
                for (LocationEstimate.Leg leg : legs.subList(1, legs.size())) {
                  Optional<Place> market = places.find(leg.to());
                  if (listing != null && market.isPresent()) {
                    points.add(listing.site().point());
                    points.add(market.get().point());
                    arcs.add(WorldMap.arc(listing.site().point(), market.get().point()));
                  }
                }
              }
              return new Arcs(points, sites, arcs);
            });
  }

  /**
   * A report, as numbers to draw and as words to show.
   *
   * @param percent of the search that is over
   */
  public record Report(int percent, double best, double bound, Map<String, String> shown) {
    static Report of(Progress progress, Formats formats) {
      double best = progress.bestCost().getAmount().doubleValue();
      double bound = progress.bound().getAmount().doubleValue();
      return new Report(
          progress.percent(),
          best,
          bound,
          Map.of(
              "percent", formats.percent(progress.percent() / 100.0),
              "best", formats.wholeMoney(progress.bestCost()),
              "bound", formats.wholeMoney(progress.bound()),
              "gap", formats.percent(best == 0 ? 0 : (best - bound) / best),
              "matched",
                  formats.number(progress.matched())
                      + " / "
                      + formats.number(progress.requests())));
    }
  }

  /** What is reported of a round after the last report that the browser saw, until it ends. */
  @GetMapping(path = "/rounds/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Mono<ResponseEntity<Flux<ServerSentEvent<Object>>>> events(
      @PathVariable UUID id,
      @RequestHeader(name = "Last-Event-ID", defaultValue = "0") long last,
      ServerWebExchange exchange) {
    Formats formats = new Formats(Language.of(exchange));
    AtomicLong seen = new AtomicLong(last);
    return find(id)
        .map(
            found ->
                ResponseEntity.ok()
                    .contentType(MediaType.TEXT_EVENT_STREAM)
                    .header("X-Accel-Buffering", "no")
                    .body(
                        Flux.defer(() -> news(id, seen, formats))
                            .repeatWhen(done -> done.delayElements(PACE))
                            .takeUntil(event -> "end".equals(event.event()))));
  }

  /** Asks for the state first: what is reported before the end is then among the reports. */
  private Flux<ServerSentEvent<Object>> news(UUID id, AtomicLong seen, Formats formats) {
    ServerSentEvent<Object> end = ServerSentEvent.builder().event("end").data("").build();
    ServerSentEvent<Object> alive = ServerSentEvent.builder().comment("").build();
    return rounds
        .find(id)
        .flatMapMany(
            round ->
                rounds
                    .reports(id, seen.get())
                    .doOnNext(report -> seen.set(report.number()))
                    .map(
                        report ->
                            ServerSentEvent.<Object>builder()
                                .id(Long.toString(report.number()))
                                .event("progress")
                                .data(Report.of(report.progress(), formats))
                                .build())
                    .concatWithValues(Row.of(round).isOver() ? end : alive));
  }
}
