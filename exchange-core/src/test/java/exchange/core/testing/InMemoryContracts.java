package exchange.core.testing;

import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservation;
import exchange.core.capacity.Reservation.Held;
import exchange.core.capacity.Reservations.Part;
import exchange.core.event.EventKind;
import exchange.core.lease.Contract;
import exchange.core.lease.Contracts;
import exchange.core.lease.LeaseTerms;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequest.State;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
          List<Held> parts = books.parts(held);
          List<LeaseTerms> terms = parts.stream().map(Held::terms).toList();
          terms.forEach(each -> books.blacklistings.refuse(each.exporterId(), each.ownerId()));
          books.billings.refuseOverdraft(terms);
          Optional<Instant> answerBy = books.acceptances.answerBy(terms);
          books.guarantees.promise(terms);
          Map<UUID, Held> all = new LinkedHashMap<>();
          parts.forEach(part -> all.put(part.equals(held) ? id : siblingOf(id, part.id()), part));
          all.forEach((contractId, part) -> settle(contractId, part, all.keySet(), answerBy));
          books.requests.move(held.terms().requestId(), State.HELD, State.LEASED);
          return books.contracts.get(id);
        });
  }

  /** Files, holds and settles what is agreed on already, or does nothing. */
  void settleAtOnce(
      UUID id,
      UUID reservationId,
      LeaseRequest request,
      LeaseTerms terms,
      InMemoryReservations reservations,
      boolean evenClosed) {
    Part part = new Part(reservationId, terms);
    HoldLimits limits = HoldLimits.proposed(Duration.ofMinutes(1));
    reservations.requireHoldable(part, limits, evenClosed);
    books.billings.refuseOverdraft(List.of(terms));
    Optional<Instant> answerBy = books.acceptances.answerBy(List.of(terms));
    books.guarantees.promise(List.of(terms));
    books.requests.file(request);
    reservations.hold(List.of(part), limits, evenClosed);
    settle(id, (Held) books.reservations.get(reservationId), Set.of(id), answerBy);
    books.requests.move(request.id(), State.HELD, State.LEASED);
  }

  private void settle(UUID id, Held part, Set<UUID> all, Optional<Instant> answerBy) {
    books.billings.settle(id, part.terms());
    books.reservations.put(part.id(), part.confirm(id));
    List<UUID> siblings = all.stream().filter(other -> !other.equals(id)).toList();
    books.contracts.put(
        id,
        new Contract(
            id,
            part.id(),
            part.terms(),
            books.clock.instant(),
            siblings,
            books.sublets.chain(part.terms().listingId()),
            answerBy,
            Optional.empty(),
            List.of()));
    books.events.emit(
        EventKind.CONTRACT_SETTLED, id, part.terms().exporterId(), part.terms().ownerId());
    answerBy.ifPresent(at -> books.acceptances.ask(id, part.terms(), at));
  }

  private static UUID siblingOf(UUID contractId, UUID reservationId) {
    String name = contractId + "\n" + reservationId;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
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
