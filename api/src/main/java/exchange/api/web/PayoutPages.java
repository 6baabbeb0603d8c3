package exchange.api.web;

import exchange.core.bank.BankAccount;
import exchange.core.bank.PaymentFile;
import exchange.core.bank.Payout;
import exchange.core.bank.Payouts;
import exchange.core.bank.ReleasePayouts;
import exchange.core.bank.RequestPayout;
import exchange.core.ledger.Ledger;
import exchange.core.member.Caller;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Members have money paid out; two operators let it go, and one tells the bank. */
@Controller
final class PayoutPages {
  private static final int FILES = 20;

  private final Payouts payouts;
  private final RequestPayout requestPayout;
  private final ReleasePayouts releasePayouts;
  private final PaymentOrders orders;
  private final Ledger ledger;
  private final ExchangeRates rates;
  private final Once once;

  PayoutPages(
      Payouts payouts,
      RequestPayout requestPayout,
      ReleasePayouts releasePayouts,
      PaymentOrders orders,
      Ledger ledger,
      ExchangeRates rates,
      Once once) {
    this.payouts = payouts;
    this.requestPayout = requestPayout;
    this.releasePayouts = releasePayouts;
    this.orders = orders;
    this.ledger = ledger;
    this.rates = rates;
    this.once = once;
  }

  @GetMapping("/payouts")
  Mono<Rendering> payouts(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return page(before, Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> page(
      Optional<Long> before, Fields fields, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(
            caller ->
                Mono.zip(
                    payouts.page(caller, Lists.query(before)),
                    ledger.wallet(caller.organizationId(), caller),
                    files(caller)))
        .map(
            all ->
                Lists.page("payouts", all.getT1())
                    .modelAttribute("balances", WalletPages.sorted(all.getT2()))
                    .modelAttribute("files", all.getT3())
                    .modelAttribute("currencies", rates.currencies())
                    .modelAttribute("fields", fields));
  }

  /** The last ones, for operators. */
  private Mono<List<PaymentFile>> files(Caller caller) {
    return caller.isOperator()
        ? payouts.files(new Page.Query(FILES, Optional.empty())).map(Page::items)
        : Mono.just(List.of());
  }

  @PostMapping("/payouts")
  Mono<Rendering> request(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Payout.class,
        intent ->
            requestPayout.request(
                intent.caller(),
                intent.id(),
                intent.form().money("amount"),
                creditor(intent.form())),
        payout -> "/payouts",
        fields -> page(Optional.empty(), fields, exchange));
  }

  /** People write an IBAN in groups of four. */
  private static BankAccount creditor(Fields form) {
    String iban = form.text("iban").replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    return new BankAccount(form.text("name"), iban, form.text("bic").toUpperCase(Locale.ROOT));
  }

  @PostMapping("/payouts/{id}/cancellation")
  Mono<Rendering> cancel(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Payout.class,
        intent -> payouts.cancel(id, intent.caller()),
        payout -> "/payouts",
        fields -> page(Optional.empty(), Fields.NONE, exchange));
  }

  @PostMapping("/payouts/{id}/approval")
  Mono<Rendering> approve(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Payout.class,
        intent -> releasePayouts.approve(intent.caller(), id),
        payout -> "/payouts",
        fields -> page(Optional.empty(), Fields.NONE, exchange));
  }

  /** Leads back to the list, where each payout that is in the file has it to download. */
  @PostMapping("/payouts/files")
  Mono<Rendering> write(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        PaymentFile.class,
        intent -> releasePayouts.write(intent.caller(), intent.id(), intent.form().currency()),
        file -> "/payouts",
        fields -> page(Optional.empty(), Fields.NONE, exchange));
  }

  @GetMapping("/payouts/files/{id}")
  Mono<ResponseEntity<String>> download(@PathVariable UUID id, ServerWebExchange exchange) {
    return MemberPages.operator(exchange)
        .flatMap(operator -> payouts.file(id))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .map(
            file ->
                ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_XML)
                    .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"pain001-" + file.id() + ".xml\"")
                    .body(orders.write(file)));
  }
}
