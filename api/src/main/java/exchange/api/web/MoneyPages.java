package exchange.api.web;

import exchange.core.billing.CreditInvoice;
import exchange.core.billing.Document;
import exchange.core.billing.Documents;
import exchange.core.reserve.ProveReserves;
import exchange.core.reserve.Reserves;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Invoices and statements, and the proof that the money is there. */
@Controller
final class MoneyPages {
  private final Documents documents;
  private final CreditInvoice creditInvoice;
  private final Reserves reserves;
  private final ProveReserves proveReserves;
  private final Once once;

  MoneyPages(
      Documents documents,
      CreditInvoice creditInvoice,
      Reserves reserves,
      ProveReserves proveReserves,
      Once once) {
    this.documents = documents;
    this.creditInvoice = creditInvoice;
    this.reserves = reserves;
    this.proveReserves = proveReserves;
    this.once = once;
  }

  @GetMapping("/documents")
  Mono<Rendering> documents(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(caller -> documents.page(caller, Lists.query(before)))
        .map(page -> Lists.page("documents", page).build());
  }

  @GetMapping("/documents/{id}")
  Mono<Rendering> document(@PathVariable UUID id, ServerWebExchange exchange) {
    return documentPage(id, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> documentPage(UUID id, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(caller -> documents.find(id, caller))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .map(document -> Rendering.view("document").modelAttribute("document", document));
  }

  /** The operator takes an invoice back. */
  @PostMapping("/documents/{id}/credit-note")
  Mono<Rendering> credit(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Document.class,
        intent ->
            creditInvoice.credit(intent.caller(), intent.id(), id, intent.form().text("reason")),
        note -> "/documents/" + note.id(),
        fields -> documentPage(id, exchange));
  }

  /** The statements are everybody's to see, each proof its member's. */
  @GetMapping("/reserves")
  Mono<Rendering> reserves(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return reserves
        .page(Lists.query(before))
        .zipWith(
            Visitor.of(exchange)
                .flatMapMany(visitor -> Mono.justOrEmpty(visitor.caller()))
                .flatMap(proveReserves::prove)
                .collectList())
        .map(
            both ->
                Lists.page("reserves", both.getT1())
                    .modelAttribute("proofs", both.getT2())
                    .build());
  }
}
