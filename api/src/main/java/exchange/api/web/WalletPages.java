package exchange.api.web;

import exchange.core.bank.FundingReference;
import exchange.core.card.CardPayment;
import exchange.core.card.CardPayments;
import exchange.core.card.CardProvider;
import exchange.core.card.FundByCard;
import exchange.core.currency.Conversion;
import exchange.core.currency.Conversions;
import exchange.core.currency.ConvertMoney;
import exchange.core.ledger.Ledger;
import exchange.core.member.Role;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A member's wallet, and two ways to fill it: by card, and from one currency to another, where a
 * quote comes first and then the deed.
 */
@Controller
final class WalletPages {
  private static final MathContext SHOWN = new MathContext(7);
  private static final List<String> SANDBOX_CARDS =
      List.of("tok_ok", "tok_slow", "tok_timeout", "tok_declined");

  private final Ledger ledger;
  private final CardPayments cardPayments;
  private final CardProvider cardProvider;
  private final FundByCard fundByCard;
  private final ConvertMoney convertMoney;
  private final Conversions conversions;
  private final ExchangeRates rates;
  private final Once once;
  private final Clock clock;

  WalletPages(
      Ledger ledger,
      CardPayments cardPayments,
      CardProvider cardProvider,
      FundByCard fundByCard,
      ConvertMoney convertMoney,
      Conversions conversions,
      ExchangeRates rates,
      Once once,
      Clock clock) {
    this.ledger = ledger;
    this.cardPayments = cardPayments;
    this.cardProvider = cardProvider;
    this.fundByCard = fundByCard;
    this.convertMoney = convertMoney;
    this.conversions = conversions;
    this.rates = rates;
    this.once = once;
    this.clock = clock;
  }

  @GetMapping("/wallet")
  Mono<Rendering> wallet(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return wallet(before, Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> wallet(
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
        fields -> wallet(Optional.empty(), fields, exchange));
  }

  static List<Money> sorted(List<Money> balances) {
    return balances.stream().sorted(Comparator.comparing(Money::getCurrencyUnit)).toList();
  }

  /** Leads to the quote, where it says what the conversion costs before anything moves. */
  @PostMapping("/conversions")
  Mono<Rendering> quote(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Conversion.class,
        intent -> {
          intent.caller().require(Role.EXPORTER);
          return convertMoney.quote(
              intent.caller(),
              intent.id(),
              currency(intent.form().text("give")),
              intent.form().money("amount"));
        },
        quote -> "/conversions/" + quote.id(),
        fields -> wallet(Optional.empty(), fields, exchange));
  }

  private static CurrencyUnit currency(String code) {
    try {
      return CurrencyUnit.of(code);
    } catch (IllegalCurrencyException none) {
      throw Refusal.of(RefusalCode.CURRENCY_NOT_SUPPORTED, "currency", code);
    }
  }

  @GetMapping("/conversions/{id}")
  Mono<Rendering> conversion(@PathVariable UUID id, ServerWebExchange exchange) {
    return conversionPage(id, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> conversionPage(UUID id, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(caller -> conversions.find(id, caller))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .map(
            found ->
                Rendering.view("conversion")
                    .modelAttribute("conversion", found)
                    .modelAttribute("rate", rate(found))
                    .modelAttribute("now", clock.instant())
                    .modelAttribute("live", clock.instant().isBefore(found.validUntil())));
  }

  /** What one unit of the wanted currency costs. */
  private static BigDecimal rate(Conversion conversion) {
    return conversion.giveRate().divide(conversion.getRate(), SHOWN);
  }

  @PostMapping("/conversions/{id}/execution")
  Mono<Rendering> convert(@PathVariable UUID id, ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Conversion.class,
        intent -> {
          intent.caller().require(Role.EXPORTER);
          return convertMoney.execute(intent.caller(), id);
        },
        done -> "/conversions/" + id,
        fields -> conversionPage(id, exchange));
  }
}
