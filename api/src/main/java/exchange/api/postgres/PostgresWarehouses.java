package exchange.api.postgres;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import exchange.core.values.Versioned;
import exchange.core.warehouse.Warehouse;
import exchange.core.warehouse.Warehouses;
import io.r2dbc.spi.ConnectionFactory;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

public final class PostgresWarehouses implements Warehouses {
  private static final Function<String, Versioned<Warehouse>> WAREHOUSE =
      Documents.reader(new TypeReference<>() {});

  private final Database database;

  public PostgresWarehouses(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Versioned<Warehouse>> add(Warehouse warehouse) {
    return database.change("register_warehouse", warehouse, WAREHOUSE);
  }

  @Override
  public Mono<Versioned<Warehouse>> find(UUID id, Caller caller) {
    return database.one(
        """
        select versioned(doc, version)::text from warehouse
        where id = $1 and ($2 or owner_id = $3)""",
        WAREHOUSE,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Page<Versioned<Warehouse>>> page(Caller caller, Page.Query query) {
    return database.page(
        """
        select seq, versioned(doc, version)::text from warehouse
        where seq < $1 and ($2 or owner_id = $3)""",
        query,
        WAREHOUSE,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Versioned<Warehouse>> replace(Warehouse warehouse, int version) {
    return database.change("replace_warehouse", new Versioned<>(warehouse, version), WAREHOUSE);
  }
}
