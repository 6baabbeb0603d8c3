package exchange.api.postgres;

import exchange.core.matching.Quote;
import exchange.core.matching.Quotes;
import exchange.core.member.Caller;
import io.r2dbc.spi.ConnectionFactory;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresQuotes implements Quotes {
  private static final Function<String, Quote> QUOTE = Documents.reader(Quote.class);
  private static final Function<String, QuoteSet> QUOTE_SET = Documents.reader(QuoteSet.class);

  private final Database database;

  public PostgresQuotes(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<QuoteSet> add(QuoteSet quotes) {
    return database.change("add_quotes", quotes, QUOTE_SET);
  }

  @Override
  public Mono<Quote> find(UUID id, Caller caller) {
    return database.one(
        "select doc::text from quote where id = $1 and ($2 or exporter_id = $3)",
        QUOTE,
        id,
        caller.isOperator(),
        caller.organizationId());
  }
}
