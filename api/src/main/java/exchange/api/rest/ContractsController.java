package exchange.api.rest;

import exchange.api.wire.Contract;
import exchange.api.wire.ContractPage;
import exchange.api.wire.Escrow;
import exchange.api.wire.ops.ContractsApi;
import exchange.core.lease.Contracts;
import exchange.core.ledger.Ledger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class ContractsController implements ContractsApi {
  private final Contracts contracts;
  private final Ledger ledger;

  ContractsController(Contracts contracts, Ledger ledger) {
    this.contracts = contracts;
    this.ledger = ledger;
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
  public Mono<ResponseEntity<Escrow>> getEscrow(UUID contractId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> ledger.escrow(contractId, caller))
        .switchIfEmpty(Answers.missing())
        .map(balance -> Answers.ok(new Escrow(contractId, WireValues.money(balance))));
  }
}
