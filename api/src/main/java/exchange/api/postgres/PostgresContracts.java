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
  private final Coalescer settlements;

  /**
   * @param settlements for {@link #settle} alone, so that nothing else can keep it waiting
   */
  public PostgresContracts(ConnectionFactory connections, ConnectionFactory settlements) {
    this.database = new Database(connections);
    this.settlements = new Coalescer(new Database(settlements), "settle");
  }

  @Override
  public Mono<Contract> settle(UUID id, UUID reservationId, Caller caller) {
    return settlements.change(
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
