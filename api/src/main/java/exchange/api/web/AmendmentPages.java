package exchange.api.web;

import exchange.core.billing.AmendContract;
import exchange.core.billing.Amendment;
import exchange.core.billing.Amendments;
import exchange.core.lease.Contracts;
import exchange.core.member.Caller;
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

/** An exporter sees what a change of a lease would cost, and agrees to it. */
@Controller
final class AmendmentPages {
  private final Amendments amendments;
  private final AmendContract amendContract;
  private final Contracts contracts;
  private final ContractPages contractPages;
  private final Once once;
  private final Clock clock;

  AmendmentPages(
      Amendments amendments,
      AmendContract amendContract,
      Contracts contracts,
      ContractPages contractPages,
      Once once,
      Clock clock) {
    this.amendments = amendments;
    this.amendContract = amendContract;
    this.contracts = contracts;
    this.contractPages = contractPages;
    this.once = once;
    this.clock = clock;
  }

  @PostMapping("/contracts/{id}/amendments")
  Mono<Rendering> quote(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Amendment.class,
        intent ->
            amendContract.quote(
                intent.caller(),
                intent.id(),
                id,
                intent.form().date("from"),
                intent.form().whole("quantity")),
        quote -> "/amendments/" + quote.id(),
        fields -> contractPages.contractPage(id, fields, exchange));
  }

  @GetMapping("/amendments/{id}")
  Mono<Rendering> amendment(@PathVariable UUID id, ServerWebExchange exchange) {
    return page(id, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> page(UUID id, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(caller -> page(id, caller))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)));
  }

  private Mono<Rendering.Builder<?>> page(UUID id, Caller caller) {
    Instant now = clock.instant();
    return amendments
        .find(id, caller)
        .zipWhen(amendment -> contracts.find(amendment.contractId(), caller))
        .map(
            both ->
                Rendering.view("amendment")
                    .modelAttribute("amendment", both.getT1())
                    .modelAttribute("t", both.getT2().terms())
                    .modelAttribute(
                        "mine", both.getT2().terms().exporterId().equals(caller.organizationId()))
                    .modelAttribute("live", now.isBefore(both.getT1().validUntil()))
                    .modelAttribute("now", now));
  }

  @PostMapping("/amendments/{id}/agreement")
  Mono<Rendering> agree(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Amendment.class,
        intent -> amendContract.agree(intent.caller(), id),
        agreed -> "/contracts/" + agreed.contractId(),
        fields -> page(id, exchange));
  }
}
