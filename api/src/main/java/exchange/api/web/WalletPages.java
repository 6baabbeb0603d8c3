package exchange.api.web;

import exchange.core.bank.FundingReference;
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
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A member's wallet, and the way from one currency to another: a quote first, then the deed. */
@Controller
final class WalletPages {
  private static final MathContext SHOWN = new MathContext(7);

  private final Ledger ledger;
  private final ConvertMoney convertMoney;
  private final Conversions conversions;
  private final ExchangeRates rates;
  private final Once once;
  private final Clock clock;

  WalletPages(
      Ledger ledger,
      ConvertMoney convertMoney,
      Conversions conversions,
      ExchangeRates rates,
      Once once,
      Clock clock) {
    this.ledger = ledger;
    this.convertMoney = convertMoney;
    this.conversions = conversions;
    this.rates = rates;
    this.once = once;
    this.clock = clock;
  }

  @GetMapping("/wallet")
  Mono<Rendering> wallet(ServerWebExchange exchange) {
    return wallet(Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> wallet(Fields fields, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .flatMap(
            caller ->
                ledger
                    .wallet(caller.organizationId(), caller)
                    .map(
                        balances ->
                            Rendering.view("wallet")
                                .modelAttribute("balances", sorted(balances))
                                .modelAttribute("currencies", rates.currencies())
                                .modelAttribute("fields", fields)
                                .modelAttribute(
                                    "reference", FundingReference.of(caller.organizationId()))));
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
        fields -> wallet(fields, exchange));
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
