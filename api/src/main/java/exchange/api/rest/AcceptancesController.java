package exchange.api.rest;

import exchange.api.wire.Acceptance;
import exchange.api.wire.AcceptancePage;
import exchange.api.wire.AcceptanceRecord;
import exchange.api.wire.AcceptanceState;
import exchange.api.wire.DeclinedCount;
import exchange.api.wire.NewRefusal;
import exchange.api.wire.RefusalReason;
import exchange.api.wire.ops.AcceptancesApi;
import exchange.core.acceptance.Acceptance.Reason;
import exchange.core.acceptance.Acceptances;
import exchange.core.acceptance.DecideLease;
import exchange.core.member.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class AcceptancesController implements AcceptancesApi {
  private final Acceptances acceptances;
  private final DecideLease decideLease;
  private final Writes writes;

  AcceptancesController(Acceptances acceptances, DecideLease decideLease, Writes writes) {
    this.acceptances = acceptances;
    this.decideLease = decideLease;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<AcceptancePage>> listAcceptances(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> acceptances.page(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new AcceptancePage(page.map(AcceptancesController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Acceptance>> getAcceptance(
      UUID waitingContractId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> acceptances.find(waitingContractId, caller))
        .switchIfEmpty(Answers.missing())
        .map(AcceptancesController::wire)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Acceptance>> acceptLease(
      String idempotencyKey, UUID waitingContractId, ServerWebExchange http) {
    return once(http, idempotencyKey, caller -> decideLease.accept(caller, waitingContractId));
  }

  @Override
  public Mono<ResponseEntity<Acceptance>> declineLease(
      String idempotencyKey,
      UUID waitingContractId,
      Mono<NewRefusal> body,
      ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.acceptance.Acceptance.class,
        intent ->
            decideLease.decline(
                intent.caller(),
                waitingContractId,
                Reason.valueOf(intent.body().getReason().name()),
                Optional.ofNullable(intent.body().getWords())
                    .map(words -> WireValues.notBlank("words", words))),
        (intent, declined) -> Answers.ok(wire(declined)));
  }

  @Override
  public Mono<ResponseEntity<Acceptance>> withdrawLease(
      String idempotencyKey, UUID waitingContractId, ServerWebExchange http) {
    return once(http, idempotencyKey, caller -> decideLease.withdraw(caller, waitingContractId));
  }

  private Mono<ResponseEntity<Acceptance>> once(
      ServerWebExchange http,
      String key,
      Function<Caller, Mono<exchange.core.acceptance.Acceptance>> change) {
    return writes.once(
        http,
        key,
        Writes.NO_BODY,
        exchange.core.acceptance.Acceptance.class,
        intent -> change.apply(intent.caller()),
        (intent, changed) -> Answers.ok(wire(changed)));
  }

  @Override
  public Mono<ResponseEntity<AcceptanceRecord>> getAcceptanceRecord(
      UUID organizationId, ServerWebExchange http) {
    return acceptances.recordOf(organizationId).map(AcceptancesController::wire).map(Answers::ok);
  }

  private static Acceptance wire(exchange.core.acceptance.Acceptance acceptance) {
    Acceptance wire =
        new Acceptance(
            acceptance.contractId(),
            AcceptanceState.fromValue(acceptance.state().name()),
            acceptance.asked(),
            WireValues.time(acceptance.askedAt()),
            WireValues.time(acceptance.answerBy()),
            WireTerms.terms(acceptance.terms()));
    acceptance.answeredAt().map(WireValues::time).ifPresent(wire::answeredAt);
    acceptance
        .reason()
        .map(reason -> RefusalReason.fromValue(reason.name()))
        .ifPresent(wire::reason);
    acceptance.words().ifPresent(wire::words);
    return wire;
  }

  private static AcceptanceRecord wire(exchange.core.acceptance.AcceptanceRecord so) {
    AcceptanceRecord wire =
        new AcceptanceRecord(
            so.ownerId(),
            so.accepted(),
            so.declined().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(
                    each ->
                        new DeclinedCount(
                            RefusalReason.fromValue(each.getKey().name()), each.getValue()))
                .toList(),
            so.lapsed());
    so.medianSeconds().ifPresent(wire::medianSeconds);
    return wire;
  }
}
