package exchange.api.postgres;

import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequests;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PostgresLeaseRequests implements LeaseRequests {
  private static final Function<String, LeaseRequest> REQUEST =
      Documents.reader(LeaseRequest.class);
  private static final Function<String, Filed> FILED = Documents.reader(Filed.class);

  private final Database database;

  public PostgresLeaseRequests(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Filed> add(LeaseRequest request) {
    return database.change("file_request", request, FILED);
  }

  @Override
  public Mono<Filed> find(UUID id, Caller caller) {
    return database.one(
        "select filed(r)::text from lease_request r where id = $1 and ($2 or exporter_id = $3)",
        FILED,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Page<Filed>> page(Caller caller, Page.Query query) {
    return database.page(
        """
        select seq, filed(r)::text from lease_request r
        where seq < $1 and ($2 or exporter_id = $3)""",
        query,
        FILED,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Filed> withdraw(UUID id, Caller caller) {
    return database.change(
        "withdraw_request", Map.of("id", id, "callerId", caller.organizationId()), FILED);
  }

  @Override
  public Flux<LeaseRequest> open() {
    return database.all(
        "select doc::text from lease_request where state = 'OPEN' order by id", REQUEST);
  }
}
