package exchange.core.testing;

import exchange.core.capacity.Reservation;
import exchange.core.capacity.Reservation.Held;
import exchange.core.event.EventKind;
import exchange.core.lease.Contract;
import exchange.core.lease.Contracts;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest.State;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.UUID;
import reactor.core.publisher.Mono;

final class InMemoryContracts implements Contracts {
  private final Books books;

  InMemoryContracts(Books books) {
    this.books = books;
  }

  @Override
  public Mono<Contract> settle(UUID id, UUID reservationId, Caller caller) {
    return books.change(
        () -> {
          Reservation found = books.reservations.get(reservationId);
          if (found == null || !found.terms().exporterId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          if (found instanceof Reservation.Expired
              || (found instanceof Held due && !due.isLiveAt(books.clock.instant()))) {
            throw Refusal.of(RefusalCode.RESERVATION_EXPIRED, "expiresAt", found.expiresAt());
          }
          if (!(found instanceof Held held)) {
            throw Refusal.of(
                RefusalCode.RESERVATION_ENDED, "state", InMemoryReservations.state(found));
          }
          books.billings.settle(id, held.terms());
          books.requests.move(held.terms().requestId(), State.HELD, State.LEASED);
          books.reservations.put(reservationId, held.confirm(id));
          Contract contract = new Contract(id, reservationId, held.terms(), books.clock.instant());
          books.contracts.put(id, contract);
          books.events.emit(
              EventKind.CONTRACT_SETTLED, id, held.terms().exporterId(), held.terms().ownerId());
          return contract;
        });
  }

  @Override
  public Mono<Contract> find(UUID id, Caller caller) {
    return books.read(
        () -> {
          Contract found = books.contracts.get(id);
          return found != null && InMemoryReservations.sees(caller, found.terms()) ? found : null;
        });
  }

  @Override
  public Mono<Page<Contract>> page(Caller caller, Page.Query query) {
    return books.read(
        () ->
            Books.page(
                books.contracts.values(),
                each -> InMemoryReservations.sees(caller, each.terms()),
                query));
  }
}
