package exchange.api.postgres;

import exchange.core.currency.Conversion;
import exchange.core.currency.Conversions;
import exchange.core.member.Caller;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

public final class PostgresConversions implements Conversions {
  private static final Function<String, Conversion> CONVERSION = Documents.reader(Conversion.class);

  private final Database database;

  public PostgresConversions(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Conversion> add(Conversion quote) {
    return database.change("quote_conversion", quote, CONVERSION);
  }

  @Override
  public Mono<Conversion> find(UUID id, Caller caller) {
    return database.one(
        """
        select conversion_json(c)::text from conversion c
        where id = $1 and ($2 or member_id = $3)""",
        CONVERSION,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Conversion> execute(UUID id, Caller caller, Instant now) {
    return find(id, caller)
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .flatMap(
            quote ->
                database.change(
                    "execute_conversion",
                    Map.of(
                        "id",
                        id,
                        "callerId",
                        caller.organizationId(),
                        "now",
                        now,
                        "giveDecimals",
                        decimals(quote.give()),
                        "getDecimals",
                        decimals(quote.get())),
                    CONVERSION));
  }

  private static int decimals(Money money) {
    return money.getCurrencyUnit().getDecimalPlaces();
  }
}
