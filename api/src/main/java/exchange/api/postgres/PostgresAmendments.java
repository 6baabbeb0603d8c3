package exchange.api.postgres;

import exchange.core.billing.Amendment;
import exchange.core.billing.Amendments;
import exchange.core.member.Caller;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PostgresAmendments implements Amendments {
  private static final Function<String, Amendment> AMENDMENT = Documents.reader(Amendment.class);

  private final Database database;

  public PostgresAmendments(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Amendment> add(Amendment quote) {
    return database.change("quote_amendment", quote, AMENDMENT);
  }

  @Override
  public Mono<Amendment> find(UUID id, Caller caller) {
    return database.one(
        """
        select amendment_json(a)::text from amendment a join contract c on c.id = a.contract_id
        where a.id = $1 and ($2 or c.exporter_id = $3 or c.owner_id = $3)""",
        AMENDMENT,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Amendment> agree(UUID id, Caller caller, Instant now) {
    return database.change(
        "agree_amendment",
        Map.of("id", id, "callerId", caller.organizationId(), "now", now),
        AMENDMENT);
  }

  @Override
  public Mono<List<Amendment>> agreed(UUID contractId, Caller caller) {
    return database
        .all(
            """
            select amendment_json(a)::text from amendment a join contract c on c.id = a.contract_id
            where c.id = $1 and version is not null
              and ($2 or c.exporter_id = $3 or c.owner_id = $3)
            order by version""",
            AMENDMENT,
            contractId,
            caller.isOperator(),
            caller.organizationId())
        .collectList();
  }

  @Override
  public Flux<Amendment> feesDue(Instant now, int most) {
    return database.all(
        """
        select amendment_json(a)::text from release_fee f join amendment a on a.id = f.amendment_id
        where f.kept is null and f.due_at <= $1::timestamptz order by f.due_at limit $2""",
        AMENDMENT,
        now,
        most);
  }

  @Override
  public Mono<Amendment> decideFee(Amendment amendment, Instant now) {
    return database.change(
        "decide_release_fee", Map.of("id", amendment.id(), "now", now), AMENDMENT);
  }
}
