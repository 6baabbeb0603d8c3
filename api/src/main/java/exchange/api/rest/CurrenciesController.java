package exchange.api.rest;

import exchange.api.wire.Conversion;
import exchange.api.wire.ExchangeRate;
import exchange.api.wire.ExchangeRates;
import exchange.api.wire.NewConversion;
import exchange.api.wire.NewExchangeRates;
import exchange.api.wire.ops.CurrenciesApi;
import exchange.core.currency.Conversions;
import exchange.core.currency.ConvertMoney;
import exchange.core.currency.StateRates;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class CurrenciesController implements CurrenciesApi {
  private final StateRates stateRates;
  private final ConvertMoney convertMoney;
  private final Conversions conversions;
  private final CurrencyUnit market;
  private final Writes writes;

  CurrenciesController(
      StateRates stateRates,
      ConvertMoney convertMoney,
      Conversions conversions,
      exchange.core.values.ExchangeRates reference,
      Writes writes) {
    this.stateRates = stateRates;
    this.convertMoney = convertMoney;
    this.conversions = conversions;
    this.market = reference.market();
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<ExchangeRates>> stateExchangeRates(
      String idempotencyKey, Mono<NewExchangeRates> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.values.ExchangeRates.class,
        intent -> stateRates.state(intent.caller(), intent.id(), rates(intent.body())),
        (intent, stated) ->
            ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(wire(stated)));
  }

  private exchange.core.values.ExchangeRates rates(NewExchangeRates wire) {
    Map<CurrencyUnit, BigDecimal> rates = new HashMap<>();
    List<ExchangeRate> stated = wire.getRates();
    for (int i = 0; i < stated.size(); i++) {
      CurrencyUnit currency = WireValues.currency(stated.get(i).getCurrency());
      BigDecimal rate = new BigDecimal(stated.get(i).getRate());
      if (rate.signum() == 0) {
        throw Refusal.invalid("rates[" + i + "].rate", "must be above 0");
      } else if (currency.equals(market) || rates.put(currency, rate) != null) {
        throw Refusal.invalid("rates[" + i + "].currency", "is stated already");
      }
    }
    return new exchange.core.values.ExchangeRates(
        market, WireValues.notBlank("source", wire.getSource()), wire.getAsOf().toInstant(), rates);
  }

  static ExchangeRates wire(exchange.core.values.ExchangeRates rates) {
    return new ExchangeRates(
        rates.market().getCode(),
        rates.source(),
        WireValues.time(rates.asOf()),
        rates.perMarketUnit().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                rate ->
                    new ExchangeRate(rate.getKey().getCode(), WireValues.plain(rate.getValue())))
            .toList());
  }

  @Override
  public Mono<ResponseEntity<Conversion>> quoteConversion(
      String idempotencyKey, Mono<NewConversion> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.currency.Conversion.class,
        intent -> {
          intent.caller().require(Role.EXPORTER);
          return convertMoney.quote(
              intent.caller(),
              intent.id(),
              WireValues.currency(intent.body().getGive()),
              WireValues.money("get", intent.body().getGet()));
        },
        (intent, quote) ->
            Answers.created(CurrenciesApi.PATH_GET_CONVERSION, quote.id(), wire(quote)));
  }

  @Override
  public Mono<ResponseEntity<Conversion>> getConversion(UUID conversionId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> conversions.find(conversionId, caller))
        .switchIfEmpty(Answers.missing())
        .map(CurrenciesController::wire)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Conversion>> executeConversion(
      String idempotencyKey, UUID conversionId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.currency.Conversion.class,
        intent -> {
          intent.caller().require(Role.EXPORTER);
          return convertMoney.execute(intent.caller(), conversionId);
        },
        (intent, conversion) -> Answers.ok(wire(conversion)));
  }

  private static Conversion wire(exchange.core.currency.Conversion conversion) {
    Conversion wire =
        new Conversion(
            conversion.id(),
            conversion.memberId(),
            WireValues.money(conversion.give()),
            WireValues.money(conversion.get()),
            WireValues.plain(conversion.giveRate()),
            WireValues.plain(conversion.getRate()),
            conversion.source(),
            WireValues.time(conversion.asOf()),
            WireValues.time(conversion.validUntil()));
    conversion.executedAt().map(WireValues::time).ifPresent(wire::executedAt);
    return wire;
  }
}
