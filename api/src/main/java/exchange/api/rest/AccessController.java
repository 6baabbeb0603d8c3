package exchange.api.rest;

import exchange.api.wire.ExchangeRate;
import exchange.api.wire.ExchangeRates;
import exchange.api.wire.Health;
import exchange.api.wire.HealthStatus;
import exchange.api.wire.ops.AccessApi;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class AccessController implements AccessApi {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final StoreHealth stores;
  private final exchange.core.values.ExchangeRates rates;

  AccessController(StoreHealth stores, exchange.core.values.ExchangeRates rates) {
    this.stores = stores;
    this.rates = rates;
  }

  @Override
  public Mono<ResponseEntity<Health>> getHealth(ServerWebExchange http) {
    return Mono.zip(status(stores.postgresql()), status(stores.redis()), status(stores.books()))
        .map(
            all -> {
              boolean up = all.getT1() == HealthStatus.UP && all.getT2() == HealthStatus.UP;
              return new Health(
                  up ? HealthStatus.UP : HealthStatus.DOWN, all.getT1(), all.getT2(), all.getT3());
            })
        .map(health -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(health));
  }

  private static Mono<HealthStatus> status(Mono<Boolean> store) {
    return store
        .timeout(PATIENCE)
        .onErrorReturn(false)
        .defaultIfEmpty(false)
        .map(up -> up ? HealthStatus.UP : HealthStatus.DOWN);
  }

  @Override
  public Mono<ResponseEntity<ExchangeRates>> getExchangeRates(ServerWebExchange http) {
    return Mono.fromSupplier(
        () ->
            Answers.ok(
                new ExchangeRates(
                    rates.market().getCode(),
                    rates.source(),
                    WireValues.time(rates.asOf()),
                    rates.perMarketUnit().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(
                            rate ->
                                new ExchangeRate(
                                    rate.getKey().getCode(), WireValues.plain(rate.getValue())))
                        .toList())));
  }
}
