package exchange.api.postgres;

import exchange.core.lease.Contract;
import exchange.core.lease.Contracts;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresContracts implements Contracts {
  private static final Function<String, Contract> CONTRACT = Documents.reader(Contract.class);

  private final Database database;

  public PostgresContracts(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Contract> settle(UUID id, UUID reservationId, Caller caller) {
    return database.change(
        "settle",
        Map.of("id", id, "reservationId", reservationId, "callerId", caller.organizationId()),
        CONTRACT);
  }

  @Override
  public Mono<Contract> find(UUID id, Caller caller) {
    return database.one(
        """
        select contract_json(c, r)::text
        from contract c join reservation r on r.id = c.reservation_id
        where c.id = $1 and ($2 or c.exporter_id = $3 or c.owner_id = $3)""",
        CONTRACT,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Page<Contract>> page(Caller caller, Page.Query query) {
    return database.page(
        """
        select c.seq as seq, contract_json(c, r)::text
        from contract c join reservation r on r.id = c.reservation_id
        where c.seq < $1 and ($2 or c.exporter_id = $3 or c.owner_id = $3)""",
        query,
        CONTRACT,
        caller.isOperator(),
        caller.organizationId());
  }
}
