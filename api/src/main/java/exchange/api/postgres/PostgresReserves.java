package exchange.api.postgres;

import exchange.core.reserve.ReserveStatement;
import exchange.core.reserve.Reserves;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PostgresReserves implements Reserves {
  private static final Function<String, Count> COUNT = Documents.reader(Count.class);
  private static final Function<String, ReserveStatement> STATEMENT =
      Documents.reader(ReserveStatement.class);

  private final Database database;

  public PostgresReserves(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Integer> count(Duration every) {
    return database.change(
        "count_reserves", Map.of("everyMillis", every.toMillis()), Integer::valueOf);
  }

  @Override
  public Flux<Count> unstated() {
    return database.all(
        "select reserve_json(r)::text from reserve_count r where doc is null order by seq", COUNT);
  }

  @Override
  public Mono<ReserveStatement> state(ReserveStatement statement) {
    return database.change("state_reserves", statement, STATEMENT);
  }

  @Override
  public Mono<Page<ReserveStatement>> page(Page.Query query) {
    return database.page(
        "select seq, doc::text from reserve_count where seq < $1 and doc is not null",
        query,
        STATEMENT);
  }

  @Override
  public Flux<Count> lastWith(UUID memberId) {
    return database.all(
        """
        select reserve_json(r)::text from reserve_count r
        where seq in (select max(seq) from reserve_count where doc is not null group by currency)
          and exists (select 1 from reserve_leaf l where l.count_id = r.id and l.member_id = $1)
        order by currency""",
        COUNT,
        memberId);
  }

  @Override
  public Mono<ReserveStatement> find(UUID id) {
    return database.one("select doc::text from reserve_count where id = $1", STATEMENT, id);
  }
}
