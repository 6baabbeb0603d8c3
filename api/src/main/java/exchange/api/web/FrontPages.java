package exchange.api.web;

import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRounds;
import exchange.core.quote.SurveySupply.Supply;
import exchange.core.values.GeoPoint;
import exchange.core.values.Page;
import exchange.core.values.Unit;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The front page: what is free where, and how the last round went. */
@Controller
final class FrontPages {
  private static final int LAST_ROUNDS = 10;

  private final FreeThisMonth freeThisMonth;
  private final MatchingRounds rounds;
  private final Clock clock;

  FrontPages(FreeThisMonth freeThisMonth, MatchingRounds rounds, Clock clock) {
    this.freeThisMonth = freeThisMonth;
    this.rounds = rounds;
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
    return Mono.zip(freeThisMonth.figures(), lastResult())
        .map(
            both -> {
              List<Supply> supply = both.getT1().supply();
              List<CountryRow> countries = countries(supply);
              Rendering.Builder<?> page =
                  Rendering.view("front")
                      .modelAttribute("countries", countries)
                      .modelAttribute("map", WorldMap.WHOLE)
                      .modelAttribute("bubbles", bubbles(countries, supply, formats))
                      .modelAttribute("month", both.getT1().month())
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
}
