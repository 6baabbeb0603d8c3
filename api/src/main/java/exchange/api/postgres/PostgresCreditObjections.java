package exchange.api.postgres;

import exchange.core.credit.CreditObjection;
import exchange.core.credit.CreditObjections;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PostgresCreditObjections implements CreditObjections {
  private static final Function<String, CreditObjection> OBJECTION =
      Documents.reader(CreditObjection.class);

  private final Database database;

  public PostgresCreditObjections(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<CreditObjection> file(CreditObjection objection) {
    return database.change("file_objection", objection, OBJECTION);
  }

  @Override
  public Mono<CreditObjection> answer(UUID id, UUID organizationId, CreditObjection.Answer answer) {
    return database.change(
        "answer_objection",
        Map.of("id", id, "organizationId", organizationId, "answer", answer),
        OBJECTION);
  }

  @Override
  public Mono<Page<CreditObjection>> page(UUID organizationId, Page.Query query) {
    return database.page(
        """
        select seq, objection_json(o)::text from objection o
        where seq < $1 and organization_id = $2""",
        query,
        OBJECTION,
        organizationId);
  }

  @Override
  public Flux<CreditObjection> open(int most) {
    return database.all(
        """
        select objection_json(o)::text from objection o
        where verdict is null order by due_at limit $1""",
        OBJECTION,
        most);
  }
}
