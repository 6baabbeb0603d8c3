package exchange.api.rest;

import exchange.api.wire.Delivery;
import exchange.api.wire.DeliveryState;
import exchange.api.wire.Event;
import exchange.api.wire.EventKind;
import exchange.api.wire.Webhook;
import exchange.api.wire.WebhookState;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Events, and the webhooks that are told of them. */
final class WireEvents {
  private WireEvents() {}

  static Event event(exchange.core.event.Event event) {
    return new Event(event.id(), WireValues.time(event.at()), event.kind(), event.subjectId());
  }

  static Set<exchange.core.event.EventKind> kinds(@Nullable List<EventKind> wire) {
    return wire == null
        ? Set.of()
        : wire.stream()
            .map(kind -> exchange.core.event.EventKind.valueOf(kind.name()))
            .collect(Collectors.toSet());
  }

  static Webhook webhook(exchange.core.event.Webhook webhook) {
    Webhook wire =
        new Webhook(
            webhook.id(),
            webhook.organizationId(),
            webhook.url(),
            WebhookState.fromValue(webhook.state().name()));
    return webhook.kinds().isEmpty()
        ? wire
        : wire.kinds(
            webhook.kinds().stream()
                .sorted()
                .map(kind -> EventKind.fromValue(kind.name()))
                .toList());
  }

  static Delivery delivery(exchange.core.event.Delivery delivery) {
    return new Delivery(
            delivery.id(),
            event(delivery.event()),
            DeliveryState.fromValue(delivery.state().name()),
            delivery.attempts())
        .answer(delivery.answer().orElse(null))
        .nextTryAt(delivery.nextTry().map(WireValues::time).orElse(null));
  }
}
