package exchange.api.rest;

import exchange.api.wire.Billing;
import exchange.api.wire.Contract;
import exchange.api.wire.ContractPage;
import exchange.api.wire.Escrow;
import exchange.api.wire.GoodsRelease;
import exchange.api.wire.ops.ContractsApi;
import exchange.core.billing.Billings;
import exchange.core.billing.CancelContract;
import exchange.core.lease.Contracts;
import exchange.core.ledger.Ledger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class ContractsController implements ContractsApi {
  private final Contracts contracts;
  private final Ledger ledger;
  private final Billings billings;
  private final CancelContract cancelContract;
  private final Printer printer;
  private final Writes writes;

  ContractsController(
      Contracts contracts,
      Ledger ledger,
      Billings billings,
      CancelContract cancelContract,
      Printer printer,
      Writes writes) {
    this.printer = printer;
    this.contracts = contracts;
    this.ledger = ledger;
    this.billings = billings;
    this.cancelContract = cancelContract;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<ContractPage>> listContracts(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> contracts.page(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new ContractPage(page.map(WireTerms::contract).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Contract>> getContract(UUID contractId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> contracts.find(contractId, caller))
        .switchIfEmpty(Answers.missing())
        .map(WireTerms::contract)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Resource>> printContract(
      UUID contractId, String language, ServerWebExchange http) {
    return Callers.of(http).flatMap(caller -> printer.contract(contractId, caller, language));
  }

  @Override
  public Mono<ResponseEntity<Escrow>> getEscrow(UUID contractId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> ledger.escrow(contractId, caller))
        .switchIfEmpty(Answers.missing())
        .map(
            held ->
                new Escrow(
                    contractId, WireValues.money(held.balance()), WireValues.money(held.deposit())))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<GoodsRelease>> getGoodsRelease(
      UUID contractId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> billings.owedToOwner(contractId, caller))
        .switchIfEmpty(Answers.missing())
        .map(owed -> new GoodsRelease(contractId, owed.isZero(), WireValues.money(owed)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Billing>> getBilling(UUID contractId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> billings.find(contractId, caller))
        .switchIfEmpty(Answers.missing())
        .map(WireBillings::billing)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Billing>> cancelContract(
      String idempotencyKey, UUID contractId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.billing.Billing.class,
        intent -> cancelContract.cancel(intent.caller(), contractId),
        (intent, billing) -> Answers.ok(WireBillings.billing(billing)));
  }
}
