package exchange.core.testing;

import exchange.core.event.Event;
import exchange.core.event.EventKind;
import exchange.core.event.Events;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

final class InMemoryEvents implements Events {
  private final Books books;
  private final List<Emitted> all = new ArrayList<>();

  InMemoryEvents(Books books) {
    this.books = books;
  }

  private record Emitted(Event event, List<UUID> parties) {}

  void emit(EventKind kind, UUID subject, UUID... parties) {
    Event event = new Event(UUID.randomUUID(), books.clock.instant(), kind.name(), subject);
    all.add(new Emitted(event, List.of(parties)));
    books.deliveries.fanOut(event, List.of(parties));
  }

  /** Oldest first. */
  List<Event> about(UUID subject) {
    return all.stream()
        .map(Emitted::event)
        .filter(event -> event.subjectId().equals(subject))
        .toList();
  }

  /** All who were ever admitted. */
  List<UUID> members() {
    return all.stream()
        .map(Emitted::event)
        .filter(event -> event.kind().equals(EventKind.ORGANIZATION_ADMITTED.name()))
        .map(Event::subjectId)
        .toList();
  }

  @Override
  public Mono<Page<Event>> page(Caller caller, Page.Query query) {
    return books.read(() -> Books.page(all, each -> sees(caller, each), query).map(Emitted::event));
  }

  private static boolean sees(Caller caller, Emitted emitted) {
    return caller.isOperator() || emitted.parties().contains(caller.organizationId());
  }
}
