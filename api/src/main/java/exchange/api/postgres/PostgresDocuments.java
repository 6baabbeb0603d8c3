package exchange.api.postgres;

import exchange.core.billing.Document;
import exchange.core.billing.Documents;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresDocuments implements Documents {
  private static final Function<String, Document> DOCUMENT =
      exchange.api.postgres.Documents.reader(Document.class);

  private final Database database;

  public PostgresDocuments(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Page<Document>> page(Caller caller, Page.Query query) {
    return database.page(
        """
        select seq, doc::text from document
        where seq < $1 and ($2 or recipient_id = $3 or issuer_id = $3)""",
        query,
        DOCUMENT,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Document> find(UUID id, Caller caller) {
    return database.one(
        "select doc::text from document where id = $1 and ($2 or recipient_id = $3 or issuer_id = $3)",
        DOCUMENT,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Document> credit(UUID id, UUID invoiceId, String reason, Instant now) {
    return database.change(
        "credit_invoice",
        Map.of("id", id, "invoiceId", invoiceId, "reason", reason, "now", now),
        DOCUMENT);
  }
}
