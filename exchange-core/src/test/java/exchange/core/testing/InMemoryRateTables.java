package exchange.core.testing;

import exchange.core.currency.RateTables;
import exchange.core.values.ExchangeRates;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

final class InMemoryRateTables implements RateTables {
  private final Books books;
  private final Map<UUID, ExchangeRates> all = new LinkedHashMap<>();

  InMemoryRateTables(Books books) {
    this.books = books;
  }

  @Override
  public Mono<ExchangeRates> state(UUID id, ExchangeRates table) {
    return books.change(
        () -> {
          all.putIfAbsent(id, table);
          return all.get(id);
        });
  }

  @Override
  public Mono<ExchangeRates> inForce(Instant at) {
    return books.read(
        () ->
            all.values().stream()
                .filter(each -> !each.asOf().isAfter(at))
                .reduce((one, later) -> later.asOf().isBefore(one.asOf()) ? one : later)
                .orElse(null));
  }
}
