package exchange.api.rest;

import exchange.api.wire.RoundEvent;
import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRound.Failed;
import exchange.core.matching.MatchingRound.Finished;
import exchange.core.matching.MatchingRound.Queued;
import exchange.core.matching.MatchingRound.Running;
import exchange.core.matching.MatchingRounds;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A round as a stream of events, read from the books that its worker writes. */
final class RoundEvents {
  private static final Duration PACE = Duration.ofMillis(500);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);
  private static final String END = "end";

  private final MatchingRounds rounds;

  RoundEvents(MatchingRounds rounds) {
    this.rounds = rounds;
  }

  /**
   * What is reported of an existing round after report number {@code last}, until it ends. Comments
   * open the stream at once, keep the connection alive, and show when the reader has gone.
   */
  Flux<ServerSentEvent<RoundEvent>> after(UUID id, long last) {
    return Flux.defer(
        () -> {
          AtomicLong seen = new AtomicLong(last);
          Flux<ServerSentEvent<RoundEvent>> events =
              Flux.defer(() -> news(id, seen)).repeatWhen(done -> done.delayElements(PACE));
          Flux<ServerSentEvent<RoundEvent>> signsOfLife =
              Flux.interval(Duration.ZERO, SIGN_OF_LIFE)
                  .onBackpressureDrop()
                  .map(beat -> ServerSentEvent.<RoundEvent>builder().comment("").build());
          return events.mergeWith(signsOfLife).takeUntil(event -> END.equals(event.event()));
        });
  }

  /** Asks for the state first: what is reported before the end is then among the reports. */
  private Flux<ServerSentEvent<RoundEvent>> news(UUID id, AtomicLong seen) {
    return rounds
        .find(id)
        .flatMapMany(
            round ->
                rounds
                    .reports(id, seen.get())
                    .doOnNext(report -> seen.set(report.number()))
                    .map(RoundEvents::progress)
                    .concatWith(hasEnded(round) ? Mono.just(end(round)) : Mono.empty()));
  }

  private static ServerSentEvent<RoundEvent> progress(MatchingRounds.Reported report) {
    return ServerSentEvent.<RoundEvent>builder()
        .id(Long.toString(report.number()))
        .event("progress")
        .data(new RoundEvent().progress(WireRounds.progress(report.progress())))
        .build();
  }

  private static ServerSentEvent<RoundEvent> end(MatchingRound round) {
    return ServerSentEvent.<RoundEvent>builder()
        .event(END)
        .data(new RoundEvent().round(WireRounds.round(round)))
        .build();
  }

  private static boolean hasEnded(MatchingRound round) {
    return round
        .state()
        .fold(
            new MatchingRound.Cases<Boolean>() {
              @Override
              public Boolean queued(Queued queued) {
                return false;
              }

              @Override
              public Boolean running(Running running) {
                return false;
              }

              @Override
              public Boolean finished(Finished finished) {
                return true;
              }

              @Override
              public Boolean failed(Failed failed) {
                return true;
              }
            });
  }
}
