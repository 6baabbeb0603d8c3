package exchange.api.postgres;

import exchange.core.guarantee.GuaranteePool;
import exchange.core.guarantee.Guarantees;
import exchange.core.guarantee.Receivable;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresGuarantees implements Guarantees {
  private static final Function<String, GuaranteePool> POOL = Documents.reader(GuaranteePool.class);
  private static final Function<String, Receivable> RECEIVABLE = Documents.reader(Receivable.class);

  private final Database database;

  public PostgresGuarantees(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<List<GuaranteePool>> pools() {
    return database
        .all(
            """
            select guarantee_json(currency)::text from account
            where purpose = 'GUARANTEE' order by currency""",
            POOL)
        .collectList();
  }

  @Override
  public Mono<Page<Receivable>> receivables(Caller caller, Page.Query query) {
    return database.page(
        """
        select seq, receivable_json(o)::text from receivable o
        where seq < $1 and ($2 or exporter_id = $3 or owner_id = $3)""",
        query,
        RECEIVABLE,
        caller.isOperator(),
        caller.organizationId());
  }
}
