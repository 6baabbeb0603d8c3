package exchange.api.rest;

import exchange.api.wire.Contract;
import exchange.api.wire.NewNovation;
import exchange.api.wire.Novation;
import exchange.api.wire.NovationPage;
import exchange.api.wire.NovationReason;
import exchange.api.wire.NovationRefusal;
import exchange.api.wire.NovationState;
import exchange.api.wire.NovationTaking;
import exchange.api.wire.ops.ContractsApi;
import exchange.api.wire.ops.NovationsApi;
import exchange.core.novation.HandLeaseOver;
import exchange.core.novation.Novation.Reason;
import exchange.core.novation.Novations;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class NovationsController implements NovationsApi {
  private final Novations novations;
  private final HandLeaseOver handLeaseOver;
  private final Writes writes;

  NovationsController(Novations novations, HandLeaseOver handLeaseOver, Writes writes) {
    this.novations = novations;
    this.handLeaseOver = handLeaseOver;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<Novation>> offerNovation(
      String idempotencyKey, UUID contractId, Mono<NewNovation> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.novation.Novation.class,
        intent ->
            handLeaseOver.offer(
                intent.caller(),
                intent.id(),
                contractId,
                intent.body().getOrganizationId(),
                intent.body().getFrom(),
                intent.body().getQuantity(),
                WireValues.money("price", intent.body().getPrice())),
        (intent, offer) ->
            Answers.created(NovationsApi.PATH_GET_NOVATION, offer.id(), wire(offer)));
  }

  @Override
  public Mono<ResponseEntity<NovationPage>> listNovations(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> novations.page(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new NovationPage(page.map(NovationsController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Novation>> getNovation(UUID novationId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> novations.find(novationId, caller))
        .switchIfEmpty(Answers.missing())
        .map(NovationsController::wire)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Novation>> consentToNovation(
      String idempotencyKey, UUID novationId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.novation.Novation.class,
        intent -> handLeaseOver.consent(intent.caller(), novationId),
        (intent, offer) -> Answers.ok(wire(offer)));
  }

  @Override
  public Mono<ResponseEntity<Novation>> refuseNovation(
      String idempotencyKey, UUID novationId, Mono<NovationRefusal> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.novation.Novation.class,
        intent ->
            handLeaseOver.refuse(
                intent.caller(), novationId, Reason.valueOf(intent.body().getWhy().name())),
        (intent, offer) -> Answers.ok(wire(offer)));
  }

  @Override
  public Mono<ResponseEntity<Novation>> withdrawNovation(
      String idempotencyKey, UUID novationId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.novation.Novation.class,
        intent -> handLeaseOver.withdraw(intent.caller(), novationId),
        (intent, offer) -> Answers.ok(wire(offer)));
  }

  @Override
  public Mono<ResponseEntity<Contract>> takeNovation(
      String idempotencyKey, UUID offeredId, Mono<NovationTaking> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.lease.Contract.class,
        intent ->
            handLeaseOver.take(
                intent.caller(),
                intent.id(),
                offeredId,
                WireValues.notBlank("goods", intent.body().getGoods())),
        (intent, contract) ->
            Answers.created(
                ContractsApi.PATH_GET_CONTRACT, contract.id(), WireTerms.contract(contract)));
  }

  private static Novation wire(exchange.core.novation.Novation novation) {
    Novation wire =
        new Novation(
            novation.id(),
            novation.contractId(),
            novation.holderId(),
            NovationState.fromValue(novation.state().name()),
            WireValues.money(novation.price()),
            WireTerms.terms(novation.terms()),
            WireValues.money(novation.terms().dueAtSettlement()),
            WireValues.time(novation.lapsesAt()));
    novation.reason().map(why -> NovationReason.fromValue(why.name())).ifPresent(wire::why);
    novation.depositBack().map(WireValues::money).ifPresent(wire::depositBack);
    novation.madeId().ifPresent(wire::madeId);
    return wire;
  }
}
