package exchange.api.web;

import exchange.core.bank.FundingReference;
import exchange.core.billing.CreditInvoice;
import exchange.core.billing.Document;
import exchange.core.billing.Documents;
import exchange.core.card.CardPayment;
import exchange.core.card.CardPayments;
import exchange.core.card.CardProvider;
import exchange.core.card.FundByCard;
import exchange.core.ledger.Ledger;
import exchange.core.reserve.ProveReserves;
import exchange.core.reserve.Reserves;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A member's money: wallet, invoices and statements, and the proof that it is there. */
@Controller
final class MoneyPages {
  private static final List<String> SANDBOX_CARDS =
      List.of("tok_ok", "tok_slow", "tok_timeout", "tok_declined");

  private final Ledger ledger;
  private final Documents documents;
  private final CreditInvoice creditInvoice;
  private final Reserves reserves;
  private final ProveReserves proveReserves;
  private final CardPayments cardPayments;
  private final CardProvider cardProvider;
  private final FundByCard fundByCard;
  private final ExchangeRates rates;
  private final Once once;

  MoneyPages(
      Ledger ledger,
      Documents documents,
      CreditInvoice creditInvoice,
      Reserves reserves,
      ProveReserves proveReserves,
      CardPayments cardPayments,
      CardProvider cardProvider,
      FundByCard fundByCard,
      ExchangeRates rates,
      Once once) {
    this.ledger = ledger;
    this.documents = documents;
    this.creditInvoice = creditInvoice;
    this.reserves = reserves;
    this.proveReserves = proveReserves;
    this.cardPayments = cardPayments;
    this.cardProvider = cardProvider;
    this.fundByCard = fundByCard;
    this.rates = rates;
    this.once = once;
  }

  @GetMapping("/wallet")
  Mono<Rendering> wallet(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return walletPage(before, Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> walletPage(
      Optional<Long> before, Fields fields, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(
            caller ->
                Mono.zip(
                        cardPayments.page(caller.organizationId(), caller, Lists.query(before)),
                        ledger.wallet(caller.organizationId(), caller))
                    .map(
                        both ->
                            Lists.page("wallet", both.getT1())
                                .modelAttribute("balances", sorted(both.getT2()))
                                .modelAttribute(
                                    "reference", FundingReference.of(caller.organizationId()))
                                .modelAttribute("cards", cardProvider.kind().name())
                                .modelAttribute("sandboxCards", SANDBOX_CARDS)
                                .modelAttribute("currencies", rates.currencies())
                                .modelAttribute(
                                    "moving",
                                    both.getT1().items().stream()
                                        .anyMatch(each -> !each.state().isFinal()))
                                .modelAttribute("fields", fields)));
  }

  @PostMapping("/wallet/card-payments")
  Mono<Rendering> payByCard(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        CardPayment.class,
        intent ->
            fundByCard.fund(
                intent.caller(),
                intent.id(),
                intent.caller().organizationId(),
                intent.form().money("amount"),
                intent.form().text("card")),
        payment -> "/wallet",
        fields -> walletPage(Optional.empty(), fields, exchange));
  }

  static List<Money> sorted(List<Money> balances) {
    return balances.stream().sorted(Comparator.comparing(Money::getCurrencyUnit)).toList();
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
