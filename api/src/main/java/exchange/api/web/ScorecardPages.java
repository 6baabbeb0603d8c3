package exchange.api.web;

import exchange.core.credit.CreditFact.Kind;
import exchange.core.credit.CreditFiles;
import exchange.core.credit.Scorecard;
import exchange.core.credit.StateScorecard;
import exchange.core.member.CreditTier;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How credit is worked out, for all who are signed in; operators state it anew. */
@Controller
final class ScorecardPages {
  /** Cards are not stated further ahead. */
  private static final Duration AHEAD = Duration.ofDays(3660);

  private final CreditFiles files;
  private final StateScorecard stateScorecard;
  private final Once once;
  private final Clock clock;

  ScorecardPages(CreditFiles files, StateScorecard stateScorecard, Once once, Clock clock) {
    this.files = files;
    this.stateScorecard = stateScorecard;
    this.once = once;
    this.clock = clock;
  }

  @GetMapping("/scorecard")
  Mono<Rendering> scorecard(ServerWebExchange exchange) {
    return page(Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> page(Fields fields, ServerWebExchange exchange) {
    Instant now = clock.instant();
    return Callers.of(exchange)
        .flatMap(caller -> Mono.zip(files.scorecard(now), files.scorecard(now.plus(AHEAD))))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .map(
            both ->
                Rendering.view("scorecard")
                    .modelAttribute("card", both.getT1())
                    .modelAttribute("latest", both.getT2())
                    .modelAttribute("kinds", Kind.values())
                    .modelAttribute("tiers", CreditTier.values())
                    .modelAttribute("most", Scorecard.MOST)
                    .modelAttribute(
                        "tomorrow", LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1))
                    .modelAttribute("fields", fields));
  }

  @PostMapping("/scorecard")
  Mono<Rendering> state(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Scorecard.class,
        intent -> stateScorecard.state(intent.caller(), intent.id(), card(intent.form())),
        stated -> "/scorecard",
        fields -> page(fields, exchange));
  }

  private static Scorecard card(Fields form) {
    return new Scorecard(
        form.date("validFrom").atStartOfDay(ZoneOffset.UTC).toInstant(),
        0,
        form.whole("prior"),
        form.whole("halfLifeDays"),
        Stream.of(Kind.values())
            .collect(Collectors.toMap(kind -> kind, kind -> form.whole("points-" + kind))),
        form.whole("tenurePoints"),
        form.whole("mostTenurePoints"),
        Stream.of(CreditTier.values())
            .collect(
                Collectors.toMap(
                    tier -> tier,
                    tier ->
                        new Scorecard.Tier(
                            form.whole("least-" + tier), form.whole("holds-" + tier)))));
  }
}
