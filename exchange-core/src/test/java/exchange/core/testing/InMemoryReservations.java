package exchange.core.testing;

import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservation;
import exchange.core.capacity.Reservation.Confirmed;
import exchange.core.capacity.Reservation.Expired;
import exchange.core.capacity.Reservation.Held;
import exchange.core.capacity.Reservation.Released;
import exchange.core.capacity.Reservations;
import exchange.core.event.EventKind;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest.State;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class InMemoryReservations implements Reservations {
  private final Books books;
  private final Set<UUID> asked = new HashSet<>();

  InMemoryReservations(Books books) {
    this.books = books;
  }

  @Override
  public Mono<Held> reserve(UUID id, LeaseTerms terms, HoldLimits limits) {
    return books.change(
        () -> {
          if (books.reservations.get(id) instanceof Held held) {
            return held;
          }
          if (books.reservations.containsKey(id)) {
            throw Refusal.of(
                RefusalCode.RESERVATION_ENDED, "state", state(books.reservations.get(id)));
          }
          requireAllowed(terms.exporterId(), limits);
          Listing listing = books.listings.get(terms.listingId()).value();
          if (!listing.open()) {
            throw Refusal.of(RefusalCode.LISTING_CLOSED);
          }
          requireFree(terms, listing);
          books.requests.move(terms.requestId(), State.OPEN, State.HELD);
          add(terms, listing, -terms.quantity());
          Held held = new Held(id, terms, books.clock.instant().plus(limits.life()), false);
          books.reservations.put(id, held);
          limits.most().ifPresent(most -> asked.add(id));
          emit(EventKind.RESERVATION_HELD, held);
          return held;
        });
  }

  private void requireAllowed(UUID exporterId, HoldLimits limits) {
    long held =
        books.reservations.values().stream()
            .filter(each -> each instanceof Held h && h.isLiveAt(books.clock.instant()))
            .filter(each -> asked.contains(each.id()))
            .filter(each -> each.terms().exporterId().equals(exporterId))
            .count();
    if (held >= limits.most().orElse(Integer.MAX_VALUE)) {
      throw Refusal.of(RefusalCode.HOLD_LIMIT_REACHED, "held", held);
    }
  }

  private void requireFree(LeaseTerms terms, Listing listing) {
    int[] free = books.free.get(listing.id());
    terms
        .stay()
        .from()
        .datesUntil(terms.stay().to())
        .forEach(
            day -> {
              long index = ChronoUnit.DAYS.between(listing.window().from(), day);
              int units = index < 0 || index >= free.length ? 0 : free[(int) index];
              if (units < terms.quantity()) {
                throw Refusal.of(
                    RefusalCode.CAPACITY_EXHAUSTED,
                    "free",
                    units,
                    "units",
                    terms.quantity(),
                    "day",
                    day);
              }
            });
  }

  private void add(LeaseTerms terms, Listing listing, int units) {
    int[] free = books.free.get(listing.id());
    int first = (int) ChronoUnit.DAYS.between(listing.window().from(), terms.stay().from());
    for (int day = first; day < first + terms.stay().days(); day++) {
      free[day] += units;
    }
    books.changed.add(listing.id());
  }

  private void emit(EventKind kind, Reservation about) {
    books.events.emit(kind, about.id(), about.terms().exporterId(), about.terms().ownerId());
  }

  private void end(Held held, Reservation ended) {
    books.reservations.put(held.id(), ended);
    emit(EventKind.valueOf("RESERVATION_" + state(ended)), ended);
    add(
        held.terms(),
        books.listings.get(held.terms().listingId()).value(),
        held.terms().quantity());
    books.requests.move(held.terms().requestId(), State.HELD, State.OPEN);
  }

  @Override
  public Mono<Reservation> find(UUID id, Caller caller) {
    return books.read(
        () -> {
          Reservation found = books.reservations.get(id);
          return found != null && sees(caller, found.terms()) ? found : null;
        });
  }

  @Override
  public Mono<Page<Reservation>> page(Caller caller, Page.Query query) {
    return books.read(
        () -> Books.page(books.reservations.values(), each -> sees(caller, each.terms()), query));
  }

  @Override
  public Mono<Reservation> release(UUID id, Caller caller) {
    return books.change(
        () -> {
          Reservation found = books.reservations.get(id);
          if (found == null || !found.terms().exporterId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          if (found instanceof Confirmed) {
            throw Refusal.of(RefusalCode.RESERVATION_ENDED, "state", state(found));
          }
          if (found instanceof Held held) {
            end(held, held.isLiveAt(books.clock.instant()) ? held.release() : held.expire());
          }
          return books.reservations.get(id);
        });
  }

  @Override
  public Mono<Held> extend(UUID id, Caller caller, Duration more) {
    return books.change(
        () -> {
          Reservation found = books.reservations.get(id);
          if (found == null || !found.terms().exporterId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          if (found instanceof Expired
              || (found instanceof Held held && !held.isLiveAt(books.clock.instant()))) {
            throw Refusal.of(RefusalCode.RESERVATION_EXPIRED, "expiresAt", found.expiresAt());
          }
          if (!(found instanceof Held held)) {
            throw Refusal.of(RefusalCode.RESERVATION_ENDED, "state", state(found));
          }
          if (held.extended()) {
            throw Refusal.of(RefusalCode.EXTENSION_USED, "expiresAt", found.expiresAt());
          }
          Held extended = held.extend(more);
          books.reservations.put(id, extended);
          emit(EventKind.RESERVATION_EXTENDED, extended);
          return extended;
        });
  }

  @Override
  public Flux<Expired> expireDue() {
    return books
        .change(
            () -> {
              List<Expired> ended = new ArrayList<>();
              for (Reservation each : List.copyOf(books.reservations.values())) {
                if (each instanceof Held held && !held.isLiveAt(books.clock.instant())) {
                  end(held, held.expire());
                  ended.add(held.expire());
                }
              }
              return ended;
            })
        .flatMapIterable(ended -> ended);
  }

  static boolean sees(Caller caller, LeaseTerms terms) {
    return caller.isOperator()
        || terms.exporterId().equals(caller.organizationId())
        || terms.ownerId().equals(caller.organizationId());
  }

  static String state(Reservation reservation) {
    return reservation.fold(
        new Reservation.Cases<String>() {
          @Override
          public String held(Held held) {
            return "HELD";
          }

          @Override
          public String confirmed(Confirmed confirmed) {
            return "CONFIRMED";
          }

          @Override
          public String released(Released released) {
            return "RELEASED";
          }

          @Override
          public String expired(Expired expired) {
            return "EXPIRED";
          }
        });
  }
}
