package exchange.api.web;

import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingSchedule;
import exchange.core.matching.MatchingSchedules;
import exchange.core.matching.StateMatchingSchedule;
import exchange.core.values.Refusal;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The operator says when rounds start by themselves. */
@Controller
final class SchedulePages {
  private static final int WEEK_OF_MINUTES = 10_080;
  private static final int MOST_REQUESTS = 100_000;
  private static final int MOST_SECONDS = 3600;

  private final MatchingSchedules schedules;
  private final StateMatchingSchedule stateMatchingSchedule;
  private final Once once;
  private final Clock clock;

  SchedulePages(
      MatchingSchedules schedules,
      StateMatchingSchedule stateMatchingSchedule,
      Once once,
      Clock clock) {
    this.schedules = schedules;
    this.stateMatchingSchedule = stateMatchingSchedule;
    this.once = once;
    this.clock = clock;
  }

  @GetMapping("/rounds/schedule")
  Mono<Rendering> schedule(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return page(before, Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> page(
      Optional<Long> before, Fields fields, ServerWebExchange exchange) {
    return MemberPages.operator(exchange)
        .flatMap(caller -> Mono.zip(schedules.page(Lists.query(before)), schedules.inForce()))
        .map(
            both ->
                Lists.page("schedule", both.getT1())
                    .modelAttribute("schedule", both.getT2())
                    .modelAttribute("fields", fields));
  }

  @PostMapping("/rounds/schedule")
  Mono<Rendering> state(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        MatchingSchedule.class,
        intent ->
            stateMatchingSchedule.state(intent.caller(), intent.id(), schedule(intent.form())),
        stated -> "/rounds/schedule",
        fields -> page(Optional.empty(), fields, exchange));
  }

  private MatchingSchedule schedule(Fields form) {
    return new MatchingSchedule(
        form.has("on"),
        optional(form, "everyMinutes", WEEK_OF_MINUTES),
        form.optional("dailyAt").map(SchedulePages::time),
        optional(form, "openRequests", MOST_REQUESTS),
        new MatchingRound.Settings(within(form, "seconds", MOST_SECONDS), 0),
        clock.instant());
  }

  private static Optional<Integer> optional(Fields form, String name, int most) {
    return form.has(name) ? Optional.of(within(form, name, most)) : Optional.empty();
  }

  private static int within(Fields form, String name, int most) {
    int value = form.whole(name);
    if (value < 1 || value > most) {
      throw Refusal.invalid(name, "must lie between 1 and " + most);
    }
    return value;
  }

  private static LocalTime time(String typed) {
    try {
      return LocalTime.parse(typed);
    } catch (DateTimeParseException none) {
      throw Refusal.invalid("dailyAt", "must be a time such as 06:30");
    }
  }
}
