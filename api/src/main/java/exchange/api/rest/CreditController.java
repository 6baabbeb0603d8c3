package exchange.api.rest;

import exchange.api.wire.CreditFile;
import exchange.api.wire.CreditObjection;
import exchange.api.wire.CreditObjectionPage;
import exchange.api.wire.NewObjection;
import exchange.api.wire.NewScorecard;
import exchange.api.wire.ObjectionAnswer;
import exchange.api.wire.Scorecard;
import exchange.api.wire.ops.CreditApi;
import exchange.core.blacklist.Blacklistings;
import exchange.core.credit.AnswerObjection;
import exchange.core.credit.CreditFiles;
import exchange.core.credit.CreditObjection.Verdict;
import exchange.core.credit.CreditObjections;
import exchange.core.credit.ObjectToFact;
import exchange.core.credit.ReadCredit;
import exchange.core.credit.StateScorecard;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class CreditController implements CreditApi {
  private final ReadCredit readCredit;
  private final StateScorecard stateScorecard;
  private final CreditFiles files;
  private final ObjectToFact objectToFact;
  private final AnswerObjection answerObjection;
  private final CreditObjections objections;
  private final Blacklistings blacklistings;
  private final Clock clock;
  private final Writes writes;

  CreditController(
      ReadCredit readCredit,
      StateScorecard stateScorecard,
      CreditFiles files,
      ObjectToFact objectToFact,
      AnswerObjection answerObjection,
      CreditObjections objections,
      Blacklistings blacklistings,
      Clock clock,
      Writes writes) {
    this.readCredit = readCredit;
    this.stateScorecard = stateScorecard;
    this.files = files;
    this.objectToFact = objectToFact;
    this.answerObjection = answerObjection;
    this.objections = objections;
    this.blacklistings = blacklistings;
    this.clock = clock;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<CreditFile>> getCredit(UUID organizationId, ServerWebExchange http) {
    return readCredit
        .read(organizationId)
        .zipWith(
            blacklistings
                .inForce(organizationId)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty()))
        .map(both -> WireCredit.file(both.getT1(), both.getT2()))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Scorecard>> getScorecard(ServerWebExchange http) {
    return Mono.defer(() -> files.scorecard(clock.instant()))
        .switchIfEmpty(Answers.missing())
        .map(WireCredit::card)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Scorecard>> stateScorecard(
      String idempotencyKey, Mono<NewScorecard> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.credit.Scorecard.class,
        intent ->
            stateScorecard.state(intent.caller(), intent.id(), WireCredit.card(intent.body())),
        (intent, stated) -> made(WireCredit.card(stated)));
  }

  private static <T> ResponseEntity<T> made(T body) {
    return ResponseEntity.status(HttpStatus.CREATED)
        .contentType(MediaType.APPLICATION_JSON)
        .body(body);
  }

  @Override
  public Mono<ResponseEntity<CreditObjection>> objectToCredit(
      String idempotencyKey, UUID organizationId, Mono<NewObjection> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.credit.CreditObjection.class,
        intent ->
            objectToFact.object(
                intent.caller(),
                intent.id(),
                organizationId,
                intent.body().getEventId(),
                WireValues.notBlank("words", intent.body().getWords())),
        (intent, filed) -> made(WireCredit.objection(filed)));
  }

  @Override
  public Mono<ResponseEntity<CreditObjectionPage>> listObjections(
      UUID organizationId, Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .filter(caller -> BlacklistController.isOwn(caller, organizationId))
        .switchIfEmpty(Answers.missing())
        .flatMap(caller -> objections.page(organizationId, Cursors.query(limit, cursor)))
        .map(
            page ->
                new CreditObjectionPage(page.map(WireCredit::objection).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<CreditObjection>> answerObjection(
      String idempotencyKey,
      UUID organizationId,
      UUID objectionId,
      Mono<ObjectionAnswer> body,
      ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.credit.CreditObjection.class,
        intent ->
            answerObjection.answer(
                intent.caller(),
                organizationId,
                objectionId,
                Verdict.valueOf(intent.body().getVerdict().name()),
                WireValues.notBlank("words", intent.body().getWords())),
        (intent, answered) -> Answers.ok(WireCredit.objection(answered)));
  }
}
