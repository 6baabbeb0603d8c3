package exchange.api.rest;

import exchange.api.wire.Dispute;
import exchange.api.wire.DisputePage;
import exchange.api.wire.DisputeSubject;
import exchange.api.wire.DisputeWords;
import exchange.api.wire.NewDispute;
import exchange.api.wire.NewEvidence;
import exchange.api.wire.NewOffer;
import exchange.api.wire.Ruling;
import exchange.api.wire.ops.DisputesApi;
import exchange.core.dispute.AddEvidence;
import exchange.core.dispute.Disputes;
import exchange.core.dispute.EvidenceFile;
import exchange.core.dispute.EvidenceType;
import exchange.core.dispute.Move;
import exchange.core.dispute.MoveDispute;
import exchange.core.dispute.OpenDispute;
import exchange.core.dispute.Subject;
import exchange.core.listing.ChargeCode;
import exchange.core.values.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class DisputesController implements DisputesApi {
  private final Disputes disputes;
  private final OpenDispute openDispute;
  private final MoveDispute moveDispute;
  private final AddEvidence addEvidence;
  private final Writes writes;

  DisputesController(
      Disputes disputes,
      OpenDispute openDispute,
      MoveDispute moveDispute,
      AddEvidence addEvidence,
      Writes writes) {
    this.disputes = disputes;
    this.openDispute = openDispute;
    this.moveDispute = moveDispute;
    this.addEvidence = addEvidence;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<Dispute>> openDispute(
      String idempotencyKey, UUID contractId, Mono<NewDispute> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.dispute.Dispute.class,
        intent ->
            openDispute.open(
                intent.caller(),
                intent.id(),
                contractId,
                subject(intent.body().getSubject()),
                WireValues.money("amount", intent.body().getAmount()),
                WireValues.notBlank("statement", intent.body().getStatement())),
        (intent, dispute) ->
            Answers.created(
                DisputesApi.PATH_GET_DISPUTE, dispute.id(), WireDisputes.dispute(dispute)));
  }

  private static Subject subject(DisputeSubject subject) {
    return new Subject(
        Subject.Kind.valueOf(subject.getKind().getValue()),
        Optional.ofNullable(subject.getInvoiceId()),
        Optional.ofNullable(subject.getChargeCode())
            .map(code -> ChargeCode.valueOf(code.getValue())),
        Optional.ofNullable(subject.getDay()),
        Optional.ofNullable(subject.getWhat())
            .map(what -> WireValues.notBlank("subject.what", what)));
  }

  @Override
  public Mono<ResponseEntity<DisputePage>> listDisputes(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> disputes.page(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new DisputePage(page.map(WireDisputes::dispute).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Dispute>> getDispute(UUID disputeId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> disputes.find(disputeId, caller))
        .switchIfEmpty(Answers.missing())
        .map(WireDisputes::dispute)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Dispute>> answerDispute(
      String idempotencyKey, UUID disputeId, Mono<DisputeWords> body, ServerWebExchange http) {
    return move(
        http,
        idempotencyKey,
        disputeId,
        body,
        said -> Move.answer(WireValues.notBlank("words", said.getWords())));
  }

  @Override
  public Mono<ResponseEntity<Dispute>> offerSettlement(
      String idempotencyKey, UUID disputeId, Mono<NewOffer> body, ServerWebExchange http) {
    return move(
        http,
        idempotencyKey,
        disputeId,
        body,
        offer ->
            Move.offer(
                WireValues.money("amount", offer.getAmount()),
                WireValues.notBlank("words", offer.getWords())));
  }

  @Override
  public Mono<ResponseEntity<Dispute>> acceptOffer(
      String idempotencyKey, UUID disputeId, UUID offerId, ServerWebExchange http) {
    return move(http, idempotencyKey, disputeId, Writes.NO_BODY, nothing -> Move.accept(offerId));
  }

  @Override
  public Mono<ResponseEntity<Dispute>> withdrawDispute(
      String idempotencyKey, UUID disputeId, ServerWebExchange http) {
    return move(http, idempotencyKey, disputeId, Writes.NO_BODY, nothing -> Move.withdraw());
  }

  @Override
  public Mono<ResponseEntity<Dispute>> ruleDispute(
      String idempotencyKey, UUID disputeId, Mono<Ruling> body, ServerWebExchange http) {
    return move(
        http,
        idempotencyKey,
        disputeId,
        body,
        ruling ->
            Move.rule(
                WireValues.money("award", ruling.getAward()),
                WireValues.notBlank("reason", ruling.getReason())));
  }

  @Override
  public Mono<ResponseEntity<Dispute>> appealRuling(
      String idempotencyKey, UUID disputeId, Mono<DisputeWords> body, ServerWebExchange http) {
    return move(
        http,
        idempotencyKey,
        disputeId,
        body,
        said -> Move.appeal(WireValues.notBlank("words", said.getWords())));
  }

  private <B> Mono<ResponseEntity<Dispute>> move(
      ServerWebExchange http, String key, UUID id, Mono<B> body, Function<B, Move> move) {
    return writes.once(
        http,
        key,
        body,
        exchange.core.dispute.Dispute.class,
        intent -> moveDispute.move(intent.caller(), intent.id(), id, move.apply(intent.body())),
        (intent, dispute) -> Answers.ok(WireDisputes.dispute(dispute)));
  }

  @Override
  public Mono<ResponseEntity<Dispute>> addEvidence(
      String idempotencyKey, UUID disputeId, Mono<NewEvidence> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.dispute.Dispute.class,
        intent -> addEvidence.add(intent.caller(), disputeId, file(intent.id(), intent.body())),
        (intent, dispute) -> Answers.ok(WireDisputes.dispute(dispute)));
  }

  private static EvidenceFile file(UUID id, NewEvidence sent) {
    EvidenceType type = EvidenceType.of(sent.getMediaType().getValue()).orElseThrow();
    return new EvidenceFile(
        id, WireValues.notBlank("name", sent.getName()), type, decoded(sent.getContent()));
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException none) {
      throw Refusal.invalid("content", "must be in base64");
    }
  }

  @Override
  public Mono<ResponseEntity<Resource>> getEvidence(
      UUID disputeId, UUID evidenceId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> disputes.evidence(disputeId, evidenceId, caller))
        .switchIfEmpty(Answers.missing())
        .map(DisputesController::download);
  }

  /** To be kept, never to be shown by a browser as a page of ours. */
  private static ResponseEntity<Resource> download(EvidenceFile file) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(file.evidence().type().mediaType()))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(file.evidence().name(), StandardCharsets.UTF_8)
                .build()
                .toString())
        .header("X-Content-Type-Options", "nosniff")
        .body(new ByteArrayResource(file.content()));
  }
}
