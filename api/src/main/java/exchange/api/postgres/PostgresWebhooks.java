package exchange.api.postgres;

import exchange.core.event.Webhook;
import exchange.core.event.Webhooks;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresWebhooks implements Webhooks {
  private static final Function<String, Webhook> WEBHOOK = Documents.reader(Webhook.class);

  private final Database database;

  public PostgresWebhooks(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Webhook> add(Webhook webhook, int most) {
    return database.change("register_webhook", Map.of("webhook", webhook, "most", most), WEBHOOK);
  }

  @Override
  public Mono<Webhook> find(UUID id, Caller caller) {
    return database.one(
        """
        select webhook_json(w)::text from webhook w
        where id = $1 and state <> 'REMOVED' and topics is null
          and ($2 or organization_id = $3)""",
        WEBHOOK,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Page<Webhook>> page(Caller caller, Page.Query query) {
    return database.page(
        """
        select seq, webhook_json(w)::text from webhook w
        where seq < $1 and state <> 'REMOVED' and topics is null
          and ($2 or organization_id = $3)""",
        query,
        WEBHOOK,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Webhook> remove(UUID id, Caller caller) {
    return database.change(
        "remove_webhook",
        Map.of("id", id, "callerId", caller.organizationId(), "operator", caller.isOperator()),
        WEBHOOK);
  }
}
