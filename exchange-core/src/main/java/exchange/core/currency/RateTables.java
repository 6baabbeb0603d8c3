package exchange.core.currency;

import exchange.core.values.ExchangeRates;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The rates at which money is converted, each table in force until a later one. */
public interface RateTables {

  Mono<ExchangeRates> state(UUID id, ExchangeRates table);

  /** Of those that were stated as of {@code at} or before, the latest; empty if none was. */
  Mono<ExchangeRates> inForce(Instant at);
}
