package exchange.api.rest;

import exchange.api.wire.GuaranteePool;
import exchange.api.wire.GuaranteePools;
import exchange.api.wire.Receivable;
import exchange.api.wire.ReceivablePage;
import exchange.api.wire.ops.GuaranteeApi;
import exchange.core.guarantee.Guarantees;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class GuaranteeController implements GuaranteeApi {
  private final Guarantees guarantees;

  GuaranteeController(Guarantees guarantees) {
    this.guarantees = guarantees;
  }

  @Override
  public Mono<ResponseEntity<GuaranteePools>> listGuaranteePools(ServerWebExchange http) {
    return guarantees
        .pools()
        .map(pools -> new GuaranteePools(pools.stream().map(GuaranteeController::wire).toList()))
        .map(Answers::ok);
  }

  private static GuaranteePool wire(exchange.core.guarantee.GuaranteePool pool) {
    return new GuaranteePool(
        WireValues.money(pool.balance()),
        WireValues.money(pool.promised()),
        WireValues.money(pool.receivable()));
  }

  @Override
  public Mono<ResponseEntity<ReceivablePage>> listReceivables(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> guarantees.receivables(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new ReceivablePage(page.map(GuaranteeController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  private static Receivable wire(exchange.core.guarantee.Receivable receivable) {
    return new Receivable(
        receivable.contractId(),
        receivable.exporterId(),
        receivable.ownerId(),
        WireValues.money(receivable.paid()),
        WireValues.money(receivable.owed()),
        WireValues.time(receivable.paidAt()));
  }
}
