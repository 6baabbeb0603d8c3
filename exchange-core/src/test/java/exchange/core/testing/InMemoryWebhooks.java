package exchange.core.testing;

import exchange.core.event.EventKind;
import exchange.core.event.Webhook;
import exchange.core.event.Webhooks;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

final class InMemoryWebhooks implements Webhooks {
  private final Books books;
  private final Map<UUID, Webhook> webhooks = new LinkedHashMap<>();

  InMemoryWebhooks(Books books) {
    this.books = books;
  }

  @Override
  public Mono<Webhook> add(Webhook webhook, int most) {
    return books.change(
        () -> {
          if (!webhooks.containsKey(webhook.id())) {
            UUID owner = webhook.organizationId();
            long registered =
                webhooks.values().stream().filter(w -> w.organizationId().equals(owner)).count();
            if (registered >= most) {
              throw Refusal.of(RefusalCode.WEBHOOK_LIMIT_REACHED, "registered", registered);
            }
            webhooks.put(webhook.id(), webhook);
            books.events.emit(EventKind.WEBHOOK_REGISTERED, webhook.id(), owner);
          }
          return webhooks.get(webhook.id());
        });
  }

  @Override
  public Mono<Webhook> find(UUID id, Caller caller) {
    return books.read(() -> seen(id, caller));
  }

  @Override
  public Mono<Page<Webhook>> page(Caller caller, Page.Query query) {
    return books.read(() -> Books.page(webhooks.values(), each -> sees(caller, each), query));
  }

  @Override
  public Mono<Webhook> remove(UUID id, Caller caller) {
    return books.change(
        () -> {
          Webhook webhook = seen(id, caller);
          if (webhook == null) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          webhooks.remove(id);
          books.events.emit(EventKind.WEBHOOK_REMOVED, id, webhook.organizationId());
          return webhook;
        });
  }

  @Nullable Webhook seen(UUID id, Caller caller) {
    Webhook found = webhooks.get(id);
    return found != null && sees(caller, found) ? found : null;
  }

  @Nullable Webhook enabled(UUID id) {
    Webhook found = webhooks.get(id);
    return found != null && found.state() == Webhook.State.ENABLED ? found : null;
  }

  List<Webhook> all() {
    return List.copyOf(webhooks.values());
  }

  void disable(Webhook webhook) {
    webhooks.put(
        webhook.id(),
        new Webhook(
            webhook.id(),
            webhook.organizationId(),
            webhook.toldOfAll(),
            webhook.url(),
            webhook.kinds(),
            Webhook.State.DISABLED));
    books.events.emit(EventKind.WEBHOOK_DISABLED, webhook.id(), webhook.organizationId());
  }

  private static boolean sees(Caller caller, Webhook webhook) {
    return caller.isOperator() || webhook.organizationId().equals(caller.organizationId());
  }
}
