package exchange.api.rest;

import exchange.api.wire.MatchingSchedule;
import exchange.api.wire.MatchingSchedulePage;
import exchange.api.wire.NewMatchingSchedule;
import exchange.api.wire.ops.MatchingScheduleApi;
import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingSchedules;
import exchange.core.matching.StateMatchingSchedule;
import java.time.Clock;
import java.time.LocalTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class MatchingScheduleController implements MatchingScheduleApi {
  private final MatchingSchedules schedules;
  private final StateMatchingSchedule stateMatchingSchedule;
  private final Clock clock;
  private final Writes writes;

  MatchingScheduleController(
      MatchingSchedules schedules,
      StateMatchingSchedule stateMatchingSchedule,
      Clock clock,
      Writes writes) {
    this.schedules = schedules;
    this.stateMatchingSchedule = stateMatchingSchedule;
    this.clock = clock;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<MatchingSchedule>> getMatchingSchedule(ServerWebExchange http) {
    return schedules.inForce().map(MatchingScheduleController::wire).map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<MatchingSchedulePage>> listMatchingSchedules(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Mono.defer(() -> schedules.page(Cursors.query(limit, cursor)))
        .map(
            page ->
                new MatchingSchedulePage(page.map(MatchingScheduleController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<MatchingSchedule>> stateMatchingSchedule(
      String idempotencyKey, Mono<NewMatchingSchedule> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.matching.MatchingSchedule.class,
        intent ->
            stateMatchingSchedule.state(intent.caller(), intent.id(), schedule(intent.body())),
        (intent, stated) ->
            ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(wire(stated)));
  }

  private exchange.core.matching.MatchingSchedule schedule(NewMatchingSchedule wire) {
    return new exchange.core.matching.MatchingSchedule(
        wire.getOn(),
        Optional.ofNullable(wire.getEveryMinutes()),
        Optional.ofNullable(wire.getDailyAt()).map(LocalTime::parse),
        Optional.ofNullable(wire.getOpenRequests()),
        new MatchingRound.Settings(
            wire.getSeconds(), Objects.requireNonNullElse(wire.getSeed(), 0L)),
        clock.instant());
  }

  private static MatchingSchedule wire(exchange.core.matching.MatchingSchedule schedule) {
    MatchingSchedule wire =
        new MatchingSchedule(
            schedule.on(),
            schedule.settings().seconds(),
            schedule.settings().seed(),
            WireValues.time(schedule.statedAt()));
    schedule.everyMinutes().ifPresent(wire::everyMinutes);
    schedule.dailyAt().map(LocalTime::toString).ifPresent(wire::dailyAt);
    schedule.openRequests().ifPresent(wire::openRequests);
    return wire;
  }
}
