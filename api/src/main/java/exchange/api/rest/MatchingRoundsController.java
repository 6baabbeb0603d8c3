package exchange.api.rest;

import exchange.api.wire.MatchingRound;
import exchange.api.wire.MatchingRoundPage;
import exchange.api.wire.NewMatchingRound;
import exchange.api.wire.ProposalPage;
import exchange.api.wire.RoundCertificate;
import exchange.api.wire.RoundEvent;
import exchange.api.wire.ops.MatchingRoundsApi;
import exchange.core.matching.MatchingRounds;
import exchange.core.matching.StartMatchingRound;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
final class MatchingRoundsController implements MatchingRoundsApi {
  private final MatchingRounds rounds;
  private final StartMatchingRound startMatchingRound;
  private final RoundEvents events;
  private final Writes writes;

  MatchingRoundsController(
      MatchingRounds rounds, StartMatchingRound startMatchingRound, Writes writes) {
    this.rounds = rounds;
    this.startMatchingRound = startMatchingRound;
    this.events = new RoundEvents(rounds);
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<MatchingRound>> startMatchingRound(
      String idempotencyKey, Mono<NewMatchingRound> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.matching.MatchingRound.class,
        intent -> startMatchingRound.start(intent.caller(), intent.id(), settings(intent.body())),
        (intent, round) ->
            ResponseEntity.accepted()
                .location(Answers.at(MatchingRoundsApi.PATH_GET_MATCHING_ROUND, intent.id()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(WireRounds.round(round)));
  }

  private static exchange.core.matching.MatchingRound.Settings settings(NewMatchingRound wire) {
    return new exchange.core.matching.MatchingRound.Settings(
        wire.getSeconds(), Objects.requireNonNullElse(wire.getSeed(), 0L));
  }

  @Override
  public Mono<ResponseEntity<MatchingRoundPage>> listMatchingRounds(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Mono.defer(() -> rounds.page(Cursors.query(limit, cursor)))
        .map(
            page ->
                new MatchingRoundPage(page.map(WireRounds::round).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<MatchingRound>> getMatchingRound(
      UUID matchingRoundId, ServerWebExchange http) {
    return rounds
        .find(matchingRoundId)
        .switchIfEmpty(Answers.missing())
        .map(WireRounds::round)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Flux<ServerSentEvent<RoundEvent>>>> watchMatchingRound(
      UUID matchingRoundId, @Nullable Long lastEventId, ServerWebExchange http) {
    long last = Objects.requireNonNullElse(lastEventId, 0L);
    return rounds
        .find(matchingRoundId)
        .switchIfEmpty(Answers.missing())
        .map(
            found ->
                ResponseEntity.ok()
                    .contentType(MediaType.TEXT_EVENT_STREAM)
                    .header("X-Accel-Buffering", "no")
                    .body(events.after(matchingRoundId, last)));
  }

  @Override
  public Mono<ResponseEntity<RoundCertificate>> getCertificate(
      UUID matchingRoundId, ServerWebExchange http) {
    return rounds
        .proof(matchingRoundId)
        .switchIfEmpty(Answers.missing())
        .map(WireProofs::certificate)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<ProposalPage>> listProposals(
      UUID matchingRoundId, Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Mono.zip(Callers.of(http), Mono.fromSupplier(() -> Cursors.query(limit, cursor)))
        .flatMap(
            both ->
                rounds
                    .find(matchingRoundId)
                    .switchIfEmpty(Answers.missing())
                    .flatMap(
                        round -> rounds.proposals(matchingRoundId, both.getT1(), both.getT2())))
        .map(
            page ->
                new ProposalPage(page.map(WireRounds::proposal).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }
}
