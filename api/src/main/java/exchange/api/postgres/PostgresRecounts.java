package exchange.api.postgres;

import exchange.core.recount.Recount;
import exchange.core.recount.Recounts;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresRecounts implements Recounts {
  private static final Function<String, Recount> RECOUNT = Documents.reader(Recount.class);

  private final Database database;

  public PostgresRecounts(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Recount> recount(Duration every) {
    return database.change("recount", Map.of("everyMillis", every.toMillis()), RECOUNT);
  }

  @Override
  public Mono<Page<Recount>> page(Page.Query query) {
    return database.page("select seq, doc::text from recount where seq < $1", query, RECOUNT);
  }
}
