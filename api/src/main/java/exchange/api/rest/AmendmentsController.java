package exchange.api.rest;

import exchange.api.wire.Amendment;
import exchange.api.wire.AmendmentList;
import exchange.api.wire.DatedQuantity;
import exchange.api.wire.NewAmendment;
import exchange.api.wire.ops.AmendmentsApi;
import exchange.core.billing.AmendContract;
import exchange.core.billing.Amendments;
import exchange.core.billing.Billings;
import exchange.core.values.Quantities;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class AmendmentsController implements AmendmentsApi {
  private final Amendments amendments;
  private final Billings billings;
  private final AmendContract amendContract;
  private final Writes writes;

  AmendmentsController(
      Amendments amendments, Billings billings, AmendContract amendContract, Writes writes) {
    this.amendments = amendments;
    this.billings = billings;
    this.amendContract = amendContract;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<Amendment>> quoteAmendment(
      String idempotencyKey, UUID contractId, Mono<NewAmendment> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.billing.Amendment.class,
        intent ->
            amendContract.quote(
                intent.caller(),
                intent.id(),
                contractId,
                intent.body().getFrom(),
                intent.body().getQuantity()),
        (intent, quote) ->
            Answers.created(AmendmentsApi.PATH_GET_AMENDMENT, quote.id(), wire(quote)));
  }

  @Override
  public Mono<ResponseEntity<AmendmentList>> listAmendments(
      UUID contractId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(
            caller ->
                billings
                    .find(contractId, caller)
                    .switchIfEmpty(Answers.missing())
                    .flatMap(known -> amendments.agreed(contractId, caller)))
        .map(agreed -> new AmendmentList(agreed.stream().map(AmendmentsController::wire).toList()))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Amendment>> getAmendment(UUID amendmentId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> amendments.find(amendmentId, caller))
        .switchIfEmpty(Answers.missing())
        .map(AmendmentsController::wire)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Amendment>> agreeAmendment(
      String idempotencyKey, UUID amendmentId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.billing.Amendment.class,
        intent -> amendContract.agree(intent.caller(), amendmentId),
        (intent, agreed) -> Answers.ok(wire(agreed)));
  }

  private static Amendment wire(exchange.core.billing.Amendment amendment) {
    Amendment wire =
        new Amendment(
            amendment.id(),
            amendment.contractId(),
            WireValues.dates(amendment.givenUp()),
            amendment.units(),
            quantities(amendment.extent().quantities()),
            WireTerms.bill(amendment.extent().bill()),
            WireValues.money(amendment.cheaper()),
            WireValues.money(amendment.fee()),
            WireValues.money(amendment.back()),
            WireValues.money(amendment.dueNow()),
            WireValues.time(amendment.feeDueAt()),
            WireValues.time(amendment.validUntil()));
    amendment.version().ifPresent(wire::version);
    amendment.agreedAt().map(WireValues::time).ifPresent(wire::agreedAt);
    amendment.feeKept().map(WireValues::money).ifPresent(wire::feeKept);
    return wire;
  }

  private static List<DatedQuantity> quantities(Quantities quantities) {
    return quantities.spans().stream()
        .map(span -> new DatedQuantity(span.dates().from(), span.dates().to(), span.units()))
        .toList();
  }
}
