package exchange.api.rest;

import exchange.api.wire.ReserveProof;
import exchange.api.wire.ReserveProofs;
import exchange.api.wire.ReserveStatement;
import exchange.api.wire.ReserveStatementPage;
import exchange.api.wire.ReserveStep;
import exchange.api.wire.ops.ReservesApi;
import exchange.core.reserve.ProveReserves;
import exchange.core.reserve.Reserves;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class ReservesController implements ReservesApi {
  private final Reserves reserves;
  private final ProveReserves proveReserves;

  ReservesController(Reserves reserves, ProveReserves proveReserves) {
    this.reserves = reserves;
    this.proveReserves = proveReserves;
  }

  @Override
  public Mono<ResponseEntity<ReserveStatementPage>> listReserveStatements(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return reserves
        .page(Cursors.query(limit, cursor))
        .map(
            page ->
                new ReserveStatementPage(page.map(ReservesController::statement).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<ReserveProofs>> getReserveProofs(ServerWebExchange http) {
    return Callers.of(http)
        .flatMapMany(proveReserves::prove)
        .map(ReservesController::proof)
        .collectList()
        .map(proofs -> Answers.ok(new ReserveProofs(proofs)));
  }

  private static ReserveStatement statement(exchange.core.reserve.ReserveStatement statement) {
    return new ReserveStatement(
        statement.id(),
        WireValues.time(statement.at()),
        WireValues.money(statement.liabilities()),
        WireValues.money(statement.bank()),
        statement.members(),
        statement.root());
  }

  private static ReserveProof proof(exchange.core.reserve.ReserveProof proof) {
    CurrencyUnit currency = proof.statement().liabilities().getCurrencyUnit();
    return new ReserveProof(
        statement(proof.statement()),
        proof.leaf().memberId(),
        WireValues.money(Money.ofMinor(currency, proof.leaf().sum())),
        proof.leaf().salt(),
        proof.path().stream()
            .map(
                step ->
                    new ReserveStep(
                        step.beside().hash(),
                        WireValues.money(Money.ofMinor(currency, step.beside().sum())),
                        step.onTheLeft()))
            .toList());
  }
}
