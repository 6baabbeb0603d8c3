package exchange.api.postgres;

import exchange.core.currency.RateTables;
import exchange.core.values.ExchangeRates;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresRateTables implements RateTables {
  private static final Function<String, ExchangeRates> TABLE =
      Documents.reader(ExchangeRates.class);

  private final Database database;

  public PostgresRateTables(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  /** What {@code command.state_rates} reads. */
  private record Stated(UUID id, Instant asOf, ExchangeRates table) {}

  @Override
  public Mono<ExchangeRates> state(UUID id, ExchangeRates table) {
    return database.change("state_rates", new Stated(id, table.asOf(), table), TABLE);
  }

  @Override
  public Mono<ExchangeRates> inForce(Instant at) {
    return database.one(
        """
        select doc::text from rate_table where as_of <= $1::timestamptz
        order by as_of desc, seq desc limit 1""",
        TABLE,
        at);
  }
}
