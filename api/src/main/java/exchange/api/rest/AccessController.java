package exchange.api.rest;

import exchange.api.wire.ExchangeRates;
import exchange.api.wire.Health;
import exchange.api.wire.HealthStatus;
import exchange.api.wire.ops.AccessApi;
import exchange.core.currency.RateTables;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class AccessController implements AccessApi {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final StoreHealth stores;
  private final RateTables tables;
  private final exchange.core.values.ExchangeRates reference;
  private final Clock clock;

  AccessController(
      StoreHealth stores,
      RateTables tables,
      exchange.core.values.ExchangeRates reference,
      Clock clock) {
    this.stores = stores;
    this.tables = tables;
    this.reference = reference;
    this.clock = clock;
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
    return Mono.defer(() -> tables.inForce(clock.instant()))
        .defaultIfEmpty(reference)
        .map(CurrenciesController::wire)
        .map(Answers::ok);
  }
}
