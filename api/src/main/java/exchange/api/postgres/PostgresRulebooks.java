package exchange.api.postgres;

import exchange.core.lease.Rulebook;
import exchange.core.lease.Rulebooks;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresRulebooks implements Rulebooks {
  private static final Function<String, Rulebook> RULEBOOK = Documents.reader(Rulebook.class);

  /** Every quote asks, and they change rarely. */
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final Database database;
  private volatile Mono<List<Rulebook>> latestFirst;

  public PostgresRulebooks(ConnectionFactory connections) {
    this.database = new Database(connections);
    this.latestFirst = latestFirst();
  }

  private Mono<List<Rulebook>> latestFirst() {
    return database
        .all("select doc::text from rulebook order by valid_from desc, seq desc", RULEBOOK)
        .collectList()
        .cache(all -> REMEMBERED, error -> Duration.ZERO, () -> Duration.ZERO);
  }

  @Override
  public Mono<Rulebook> state(UUID id, Rulebook rulebook) {
    return database
        .change("state_rulebook", Map.of("id", id, "rulebook", rulebook), RULEBOOK)
        .doOnNext(stated -> latestFirst = latestFirst());
  }

  @Override
  public Mono<Rulebook> inForce(Instant at) {
    return Mono.defer(() -> latestFirst)
        .flatMapIterable(all -> all)
        .filter(rulebook -> !rulebook.from().isAfter(at))
        .next();
  }
}
