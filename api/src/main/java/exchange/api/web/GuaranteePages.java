package exchange.api.web;

import exchange.core.guarantee.Guarantees;
import exchange.core.ledger.AddOwnFunds;
import exchange.core.ledger.Purpose;
import exchange.core.values.ExchangeRates;
import java.util.Optional;
import org.joda.money.Money;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The operator funds the guarantee, and sees what it stands for and what it is owed. */
@Controller
final class GuaranteePages {
  private final Guarantees guarantees;
  private final AddOwnFunds addOwnFunds;
  private final ExchangeRates rates;
  private final Once once;

  GuaranteePages(Guarantees guarantees, AddOwnFunds addOwnFunds, ExchangeRates rates, Once once) {
    this.guarantees = guarantees;
    this.addOwnFunds = addOwnFunds;
    this.rates = rates;
    this.once = once;
  }

  @GetMapping("/guarantee")
  Mono<Rendering> guarantee(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return page(before, Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> page(
      Optional<Long> before, Fields fields, ServerWebExchange exchange) {
    return MemberPages.operator(exchange)
        .flatMap(
            caller ->
                Mono.zip(guarantees.receivables(caller, Lists.query(before)), guarantees.pools()))
        .map(
            both ->
                Lists.page("guarantee", both.getT1())
                    .modelAttribute("pools", both.getT2())
                    .modelAttribute("currencies", rates.currencies())
                    .modelAttribute("fields", fields));
  }

  /** Into the guarantee, or into what members convert from. */
  @PostMapping("/guarantee/funds")
  Mono<Rendering> addFunds(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Money.class,
        intent ->
            addOwnFunds.add(
                intent.caller(),
                intent.id(),
                intent.form().choice("purpose", Purpose.class),
                intent.form().money("amount"),
                intent.form().text("reference")),
        balance -> "/guarantee",
        fields -> page(Optional.empty(), fields, exchange));
  }
}
