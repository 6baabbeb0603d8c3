package exchange.api.rest;

import exchange.api.wire.CounterDifference;
import exchange.api.wire.Recount;
import exchange.api.wire.RecountPage;
import exchange.api.wire.ops.RecountsApi;
import exchange.core.member.Role;
import exchange.core.recount.Recounts;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class RecountsController implements RecountsApi {
  private final Recounts recounts;

  RecountsController(Recounts recounts) {
    this.recounts = recounts;
  }

  @Override
  public Mono<ResponseEntity<RecountPage>> listRecounts(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .doOnNext(caller -> caller.require(Role.OPERATOR))
        .flatMap(caller -> recounts.page(Cursors.query(limit, cursor)))
        .map(
            page ->
                new RecountPage(page.map(RecountsController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  private static Recount wire(exchange.core.recount.Recount recount) {
    return new Recount(
        WireValues.time(recount.at()),
        BigDecimal.valueOf(recount.took().toMillis(), 3),
        recount.counters(),
        recount.wrong(),
        recount.differences().stream()
            .map(each -> new CounterDifference(each.counter(), each.recorded(), each.counted()))
            .toList());
  }
}
