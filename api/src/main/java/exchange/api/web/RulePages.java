package exchange.api.web;

import exchange.core.currency.RateTables;
import exchange.core.currency.StateRates;
import exchange.core.lease.AnswerTimes;
import exchange.core.lease.BillingRules;
import exchange.core.lease.CancellationSchedule;
import exchange.core.lease.CancellationSchedule.Step;
import exchange.core.lease.CoverRules;
import exchange.core.lease.ReleaseSchedule;
import exchange.core.lease.Rulebook;
import exchange.core.lease.Rulebooks;
import exchange.core.lease.StateRulebook;
import exchange.core.member.CreditTier;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The operator states the rules for the leases to come, and the rates of the day. */
@Controller
final class RulePages {
  /** Rules are not stated further ahead. */
  private static final Duration AHEAD = Duration.ofDays(3660);

  private static final int MOST_STEPS = 4;
  private static final int MOST_PERIODS = 12;
  private static final int MOST_DAYS = 365;
  private static final int MOST_HOURS = 10_000;
  private static final int MOST_NOTICE = 1000;

  private final Rulebooks rulebooks;
  private final StateRulebook stateRulebook;
  private final RateTables tables;
  private final StateRates stateRates;
  private final ExchangeRates reference;
  private final Once once;
  private final Clock clock;

  RulePages(
      Rulebooks rulebooks,
      StateRulebook stateRulebook,
      RateTables tables,
      StateRates stateRates,
      ExchangeRates reference,
      Once once,
      Clock clock) {
    this.rulebooks = rulebooks;
    this.stateRulebook = stateRulebook;
    this.tables = tables;
    this.stateRates = stateRates;
    this.reference = reference;
    this.once = once;
    this.clock = clock;
  }

  @GetMapping("/rules")
  Mono<Rendering> rules(ServerWebExchange exchange) {
    return page(Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> page(Fields fields, ServerWebExchange exchange) {
    Instant now = clock.instant();
    return MemberPages.operator(exchange)
        .flatMap(
            caller ->
                Mono.zip(
                        rulebooks.inForce(now),
                        rulebooks.inForce(now.plus(AHEAD)),
                        tables.inForce(now).defaultIfEmpty(reference))
                    .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND))))
        .map(
            all ->
                Rendering.view("rules")
                    .modelAttribute("rulebook", all.getT1())
                    .modelAttribute("latest", all.getT2())
                    .modelAttribute("steps", all.getT2().cancellation().steps())
                    .modelAttribute("releases", all.getT2().release().steps())
                    .modelAttribute("tiers", CreditTier.values())
                    .modelAttribute("rows", IntStream.range(0, MOST_STEPS).boxed().toList())
                    .modelAttribute("market", reference.market().getCode())
                    .modelAttribute("table", all.getT3())
                    .modelAttribute("rates", byCode(all.getT3()))
                    .modelAttribute("currencies", others())
                    .modelAttribute("today", today())
                    .modelAttribute("tomorrow", today().plusDays(1))
                    .modelAttribute("fields", fields));
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(ZoneOffset.UTC));
  }

  private static Map<String, BigDecimal> byCode(ExchangeRates table) {
    return table.perMarketUnit().entrySet().stream()
        .collect(
            Collectors.toMap(
                each -> each.getKey().getCode(),
                Map.Entry::getValue,
                (one, other) -> one,
                TreeMap::new));
  }

  /** All but the market's own. */
  private List<String> others() {
    return reference.currencies().stream().skip(1).toList();
  }

  @PostMapping("/rules/rulebook")
  Mono<Rendering> stateRulebook(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Rulebook.class,
        intent -> stateRulebook.state(intent.caller(), intent.id(), rulebook(intent.form())),
        stated -> "/rules",
        fields -> page(fields, exchange));
  }

  private Rulebook rulebook(Fields form) {
    return new Rulebook(
        form.date("validFrom").atStartOfDay(ZoneOffset.UTC).toInstant(),
        Stream.of(CreditTier.values())
            .collect(
                Collectors.toMap(
                    tier -> tier, tier -> count(form, "deposit-" + tier, MOST_PERIODS))),
        cancellation(form),
        release(form),
        new BillingRules(
            count(form, "requestDays", MOST_DAYS),
            count(form, "collectDays", MOST_DAYS),
            count(form, "graceDays", MOST_DAYS),
            count(form, "depositDays", MOST_DAYS)),
        new CoverRules(count(form, "coverPeriods", MOST_PERIODS), percent(form, "deductible")),
        new AnswerTimes(
            count(form, "answerHours", AnswerTimes.MOST_HOURS),
            count(form, "leadHours", AnswerTimes.MOST_LEAD_HOURS)));
  }

  private CancellationSchedule cancellation(Fields form) {
    List<Step> steps =
        IntStream.range(0, MOST_STEPS)
            .filter(i -> form.has("hours-" + i))
            .mapToObj(i -> step(form, i))
            .toList();
    if (steps.isEmpty()) {
      throw Refusal.invalid("hours-0", "is required");
    }
    return new CancellationSchedule(steps);
  }

  private static ReleaseSchedule release(Fields form) {
    return new ReleaseSchedule(
        IntStream.range(0, MOST_STEPS)
            .filter(i -> form.has("days-" + i))
            .mapToObj(
                i ->
                    new ReleaseSchedule.Step(
                        count(form, "days-" + i, MOST_NOTICE), percent(form, "release-" + i)))
            .toList());
  }

  private Step step(Fields form, int i) {
    BigDecimal minimum =
        form.or("minimum-" + i, BigDecimal.ZERO, () -> form.decimal("minimum-" + i));
    if (minimum.signum() < 0
        || minimum.stripTrailingZeros().scale() > reference.market().getDecimalPlaces()) {
      throw Refusal.invalid("minimum", "must be an amount of the currency");
    }
    return new Step(
        count(form, "hours-" + i, MOST_HOURS),
        percent(form, "fee-" + i),
        Money.of(reference.market(), minimum));
  }

  private static int count(Fields form, String name, int most) {
    int count = form.whole(name);
    if (count < 0 || count > most) {
      throw Refusal.invalid(name, "must lie between 0 and " + most);
    }
    return count;
  }

  private static BigDecimal percent(Fields form, String name) {
    BigDecimal percent = form.decimal(name);
    if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw Refusal.invalid(name, "must lie between 0 and 100");
    }
    return percent;
  }

  @PostMapping("/rules/rates")
  Mono<Rendering> stateRates(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        ExchangeRates.class,
        intent -> stateRates.state(intent.caller(), intent.id(), rates(intent.form())),
        stated -> "/rules",
        fields -> page(fields, exchange));
  }

  private ExchangeRates rates(Fields form) {
    Map<CurrencyUnit, BigDecimal> rates = new HashMap<>();
    for (String code : others()) {
      if (form.has("rate-" + code)) {
        BigDecimal rate = form.decimal("rate-" + code);
        if (rate.signum() <= 0) {
          throw Refusal.invalid("rate", "must be above 0");
        }
        rates.put(CurrencyUnit.of(code), rate);
      }
    }
    return new ExchangeRates(reference.market(), form.text("source"), asOf(form), rates);
  }

  /** What is stated of today holds from now on, of another day from its beginning. */
  private Instant asOf(Fields form) {
    LocalDate day = form.date("asOf");
    return day.equals(today()) ? clock.instant() : day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
