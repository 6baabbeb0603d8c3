package exchange.api.rest;

import exchange.api.wire.Annex;
import exchange.api.wire.Contract;
import exchange.api.wire.NewAnnex;
import exchange.api.wire.ops.AnnexesApi;
import exchange.api.wire.ops.ContractsApi;
import exchange.core.annex.Annexes;
import exchange.core.annex.ExtendContract;
import exchange.core.values.DateRange;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class AnnexesController implements AnnexesApi {
  private final Annexes annexes;
  private final ExtendContract extendContract;
  private final Writes writes;

  AnnexesController(Annexes annexes, ExtendContract extendContract, Writes writes) {
    this.annexes = annexes;
    this.extendContract = extendContract;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<Annex>> quoteAnnex(
      String idempotencyKey, UUID contractId, Mono<NewAnnex> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.annex.Annex.class,
        intent ->
            extendContract.quote(
                intent.caller(),
                intent.id(),
                contractId,
                intent.body().getQuantity(),
                new DateRange(intent.body().getFrom(), intent.body().getTo())),
        (intent, quote) -> Answers.created(AnnexesApi.PATH_GET_ANNEX, quote.id(), wire(quote)));
  }

  @Override
  public Mono<ResponseEntity<Annex>> getAnnex(UUID annexId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> annexes.find(annexId, caller))
        .switchIfEmpty(Answers.missing())
        .map(AnnexesController::wire)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Contract>> agreeAnnex(
      String idempotencyKey, UUID annexId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.lease.Contract.class,
        intent -> extendContract.agree(intent.caller(), intent.id(), annexId),
        (intent, contract) ->
            Answers.created(
                ContractsApi.PATH_GET_CONTRACT, contract.id(), WireTerms.contract(contract)));
  }

  private static Annex wire(exchange.core.annex.Annex annex) {
    Annex wire =
        new Annex(
            annex.id(),
            annex.contractId(),
            WireTerms.terms(annex.terms()),
            WireValues.money(annex.terms().dueAtSettlement()),
            WireValues.time(annex.validUntil()));
    annex.madeId().ifPresent(wire::madeId);
    return wire;
  }
}
