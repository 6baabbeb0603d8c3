package exchange.api.postgres;

import exchange.core.lease.Rulebook;
import exchange.core.lease.Rulebooks;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresRulebooks implements Rulebooks {
  private static final Function<String, Rulebook> RULEBOOK = Documents.reader(Rulebook.class);

  /** Every quote asks, and they change once a year. */
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final Mono<List<Rulebook>> latestFirst;

  public PostgresRulebooks(ConnectionFactory connections) {
    this.latestFirst =
        new Database(connections)
            .all("select doc::text from rulebook order by valid_from desc", RULEBOOK)
            .collectList()
            .cache(all -> REMEMBERED, error -> Duration.ZERO, () -> Duration.ZERO);
  }

  @Override
  public Mono<Rulebook> inForce(Instant at) {
    return latestFirst
        .flatMapIterable(all -> all)
        .filter(rulebook -> !rulebook.from().isAfter(at))
        .next();
  }
}
