package exchange.api.postgres;

import exchange.core.member.Caller;
import exchange.core.quote.Quote;
import exchange.core.quote.Quotes;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresQuotes implements Quotes {
  private static final Function<String, Quote> QUOTE = Documents.reader(Quote.class);
  private static final Function<String, QuoteSet> QUOTE_SET = Documents.reader(QuoteSet.class);

  private final Database database;
  private final Lookups<UUID, Quote> lookups;

  public PostgresQuotes(ConnectionFactory connections) {
    this.database = new Database(connections);
    this.lookups = new Lookups<>(this::find);
  }

  @Override
  public Mono<QuoteSet> add(QuoteSet quotes) {
    return database.change("add_quotes", quotes, QUOTE_SET);
  }

  @Override
  public Mono<Quote> find(UUID id, Caller caller) {
    return lookups
        .find(id)
        .filter(
            quote ->
                caller.isOperator() || caller.organizationId().equals(quote.terms().exporterId()));
  }

  private Mono<Map<UUID, Quote>> find(Set<UUID> ids) {
    return database
        .all(
            "select doc::text from quote where id = any ($1)",
            QUOTE,
            (Object) ids.toArray(UUID[]::new))
        .collectMap(Quote::id);
  }
}
