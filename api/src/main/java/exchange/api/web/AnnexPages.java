package exchange.api.web;

import exchange.core.annex.Annex;
import exchange.core.annex.Annexes;
import exchange.core.annex.ExtendContract;
import exchange.core.lease.Contract;
import exchange.core.values.DateRange;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** An exporter sees what more units or days of a lease would cost, and adds them. */
@Controller
final class AnnexPages {
  private final Annexes annexes;
  private final ExtendContract extendContract;
  private final ContractPages contractPages;
  private final Once once;
  private final Clock clock;

  AnnexPages(
      Annexes annexes,
      ExtendContract extendContract,
      ContractPages contractPages,
      Once once,
      Clock clock) {
    this.annexes = annexes;
    this.extendContract = extendContract;
    this.contractPages = contractPages;
    this.once = once;
    this.clock = clock;
  }

  @PostMapping("/contracts/{id}/annexes")
  Mono<Rendering> quote(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Annex.class,
        intent -> {
          Fields form = intent.form();
          // The last night is asked for: nobody has to know that ranges are half-open.
          DateRange stay = new DateRange(form.date("moreFrom"), form.date("moreLast").plusDays(1));
          return extendContract.quote(intent.caller(), intent.id(), id, form.whole("more"), stay);
        },
        quote -> "/annexes/" + quote.id(),
        fields -> contractPages.contractPage(id, fields, exchange));
  }

  @GetMapping("/annexes/{id}")
  Mono<Rendering> annex(@PathVariable UUID id, ServerWebExchange exchange) {
    return page(id, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> page(UUID id, ServerWebExchange exchange) {
    Instant now = clock.instant();
    return Callers.of(exchange)
        .flatMap(
            caller ->
                annexes
                    .find(id, caller)
                    .<Rendering.Builder<?>>map(
                        annex ->
                            Rendering.view("annex")
                                .modelAttribute("annex", annex)
                                .modelAttribute(
                                    "mine",
                                    annex.terms().exporterId().equals(caller.organizationId()))
                                .modelAttribute("live", now.isBefore(annex.validUntil()))
                                .modelAttribute("now", now)))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)));
  }

  @PostMapping("/annexes/{id}/agreement")
  Mono<Rendering> agree(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Contract.class,
        intent -> extendContract.agree(intent.caller(), intent.id(), id),
        contract -> "/contracts/" + contract.id(),
        fields -> page(id, exchange));
  }
}
