package exchange.core.testing;

import exchange.core.event.EventKind;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequest.State;
import exchange.core.request.LeaseRequests;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class InMemoryRequests implements LeaseRequests {
  private final Books books;
  private final Map<UUID, Filed> requests = new LinkedHashMap<>();

  InMemoryRequests(Books books) {
    this.books = books;
  }

  @Override
  public Mono<Filed> add(LeaseRequest request) {
    return books.change(
        () -> {
          file(request);
          return requests.get(request.id());
        });
  }

  void file(LeaseRequest request) {
    if (requests.putIfAbsent(request.id(), new Filed(request, State.OPEN)) == null) {
      books.events.emit(EventKind.LEASE_REQUEST_FILED, request.id(), request.exporterId());
    }
  }

  @Override
  public Mono<Filed> find(UUID id, Caller caller) {
    return books.read(
        () -> {
          Filed found = requests.get(id);
          return found != null && sees(caller, found) ? found : null;
        });
  }

  @Override
  public Mono<Page<Filed>> page(Caller caller, Page.Query query) {
    return books.read(() -> Books.page(requests.values(), each -> sees(caller, each), query));
  }

  @Override
  public Mono<Filed> withdraw(UUID id, Caller caller) {
    return books.change(
        () -> {
          Filed found = requests.get(id);
          if (found == null || !found.request().exporterId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          Filed withdrawn = move(id, State.OPEN, State.WITHDRAWN);
          books.events.emit(EventKind.LEASE_REQUEST_WITHDRAWN, id, caller.organizationId());
          return withdrawn;
        });
  }

  /** Moves a request on, if it is where it should be. */
  Filed move(UUID id, State from, State to) {
    Filed found = requests.get(id);
    if (found.state() != from) {
      throw Refusal.of(RefusalCode.REQUEST_NOT_OPEN, "state", found.state());
    }
    Filed moved = new Filed(found.request(), to);
    requests.put(id, moved);
    return moved;
  }

  @Override
  public Flux<LeaseRequest> open() {
    return books
        .read(
            () ->
                openNow()
                    .sorted(Comparator.comparing((LeaseRequest each) -> each.id().toString()))
                    .toList())
        .flatMapIterable(found -> found);
  }

  Stream<LeaseRequest> openNow() {
    return requests.values().stream()
        .filter(each -> each.state() == State.OPEN)
        .map(Filed::request);
  }

  private static boolean sees(Caller caller, Filed filed) {
    return caller.isOperator() || filed.request().exporterId().equals(caller.organizationId());
  }
}
