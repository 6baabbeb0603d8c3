package exchange.api.postgres;

import exchange.core.annex.Annex;
import exchange.core.annex.Annexes;
import exchange.core.lease.Contract;
import exchange.core.member.Caller;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresAnnexes implements Annexes {
  private static final Function<String, Annex> ANNEX = Documents.reader(Annex.class);
  private static final Function<String, Contract> CONTRACT = Documents.reader(Contract.class);

  private final Database database;

  public PostgresAnnexes(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Annex> add(Annex quote) {
    int decimals = quote.terms().bill().currency().getDecimalPlaces();
    return database.change("quote_annex", Map.of("annex", quote, "decimals", decimals), ANNEX);
  }

  @Override
  public Mono<Annex> find(UUID id, Caller caller) {
    return database.one(
        """
        select annex_json(x)::text from annex x join contract c on c.id = x.contract_id
        where x.id = $1 and ($2 or c.exporter_id = $3 or c.owner_id = $3)""",
        ANNEX,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Contract> agree(UUID id, UUID contractId, Caller caller, Instant now) {
    return database.change(
        "agree_annex",
        Map.of("id", id, "contractId", contractId, "callerId", caller.organizationId(), "now", now),
        CONTRACT);
  }
}
