package exchange.api.rest;

import exchange.api.wire.Delivery;
import exchange.api.wire.DeliveryPage;
import exchange.api.wire.NewWebhook;
import exchange.api.wire.RegisteredWebhook;
import exchange.api.wire.Webhook;
import exchange.api.wire.WebhookPage;
import exchange.api.wire.ops.WebhooksApi;
import exchange.core.event.Deliveries;
import exchange.core.event.RegisterWebhook;
import exchange.core.event.WebhookSecrets;
import exchange.core.event.Webhooks;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class WebhooksController implements WebhooksApi {
  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final RegisterWebhook registerWebhook;
  private final WebhookSecrets secrets;
  private final Writes writes;

  WebhooksController(
      Webhooks webhooks,
      Deliveries deliveries,
      RegisterWebhook registerWebhook,
      WebhookSecrets secrets,
      Writes writes) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.registerWebhook = registerWebhook;
    this.secrets = secrets;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<RegisteredWebhook>> registerWebhook(
      String idempotencyKey, Mono<NewWebhook> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.event.Webhook.class,
        intent ->
            registerWebhook.register(
                intent.caller(),
                intent.id(),
                intent.body().getUrl(),
                WireEvents.kinds(intent.body().getKinds())),
        (intent, webhook) ->
            Answers.created(
                WebhooksApi.PATH_GET_WEBHOOK,
                webhook.id(),
                new RegisteredWebhook(WireEvents.webhook(webhook), secrets.of(webhook.id()))));
  }

  @Override
  public Mono<ResponseEntity<WebhookPage>> listWebhooks(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> webhooks.page(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new WebhookPage(page.map(WireEvents::webhook).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Webhook>> getWebhook(UUID webhookId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> webhooks.find(webhookId, caller))
        .switchIfEmpty(Answers.missing())
        .map(WireEvents::webhook)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Void>> removeWebhook(UUID webhookId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> webhooks.remove(webhookId, caller))
        .map(removed -> ResponseEntity.noContent().build());
  }

  @Override
  public Mono<ResponseEntity<DeliveryPage>> listDeliveries(
      UUID webhookId, Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(
            caller ->
                webhooks
                    .find(webhookId, caller)
                    .switchIfEmpty(Answers.missing())
                    .then(deliveries.page(webhookId, caller, Cursors.query(limit, cursor))))
        .map(
            page ->
                new DeliveryPage(page.map(WireEvents::delivery).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Delivery>> redeliver(
      String idempotencyKey, UUID webhookId, UUID deliveryId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.event.Delivery.class,
        intent -> deliveries.redeliver(webhookId, deliveryId, intent.caller()),
        (intent, delivery) -> Answers.ok(WireEvents.delivery(delivery)));
  }
}
