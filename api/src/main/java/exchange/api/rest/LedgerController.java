package exchange.api.rest;

import exchange.api.wire.Purpose;
import exchange.api.wire.PurposeTotal;
import exchange.api.wire.TrialBalance;
import exchange.api.wire.ops.LedgerApi;
import exchange.core.ledger.Ledger;
import exchange.core.member.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class LedgerController implements LedgerApi {
  private final Ledger ledger;

  LedgerController(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Mono<ResponseEntity<TrialBalance>> getTrialBalance(ServerWebExchange http) {
    return Callers.of(http)
        .doOnNext(caller -> caller.require(Role.OPERATOR))
        .flatMap(caller -> ledger.totals())
        .map(totals -> new TrialBalance(totals.stream().map(LedgerController::wire).toList()))
        .map(Answers::ok);
  }

  private static PurposeTotal wire(exchange.core.ledger.PurposeTotal total) {
    return new PurposeTotal(
        Purpose.fromValue(total.purpose().name()),
        total.accounts(),
        WireValues.money(total.total()));
  }
}
