package exchange.api.rest;

import exchange.api.wire.EventPage;
import exchange.api.wire.ops.EventsApi;
import exchange.core.event.Events;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class EventsController implements EventsApi {
  private final Events events;

  EventsController(Events events) {
    this.events = events;
  }

  @Override
  public Mono<ResponseEntity<EventPage>> listEvents(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> events.page(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new EventPage(page.map(WireEvents::event).items()).nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }
}
