package exchange.core.testing;

import exchange.core.event.Event;
import exchange.core.event.EventKind;
import exchange.core.event.Events;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

final class InMemoryEvents implements Events {
  private final Books books;
  private final List<Emitted> all = new ArrayList<>();
  private final Map<UUID, List<Event>> bySubject = new HashMap<>();

  InMemoryEvents(Books books) {
    this.books = books;
  }

  /**
   * @param position counted from 1, as pages count
   */
  record Emitted(long position, Event event, List<UUID> parties) {}

  void emit(EventKind kind, UUID subject, UUID... parties) {
    Event event = new Event(UUID.randomUUID(), books.clock.instant(), kind.name(), subject);
    all.add(new Emitted(all.size() + 1, event, List.of(parties)));
    bySubject.computeIfAbsent(subject, each -> new ArrayList<>()).add(event);
    books.deliveries.fanOut(event, List.of(parties));
  }

  Page<Emitted> of(UUID party, Page.Query query) {
    return Books.page(all, each -> each.parties().contains(party), query);
  }

  /** Of the newest one. */
  long position() {
    return all.size();
  }

  /** Oldest first. */
  List<Event> about(UUID subject) {
    return List.copyOf(bySubject.getOrDefault(subject, List.of()));
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
