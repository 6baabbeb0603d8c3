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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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
    return reserveParts(List.of(new Part(id, terms)), limits).map(held -> held.get(0));
  }

  @Override
  public Mono<List<Held>> reserveParts(List<Part> parts, HoldLimits limits) {
    return books.change(
        () -> {
          List<Held> again = new ArrayList<>();
          for (Part part : parts) {
            Reservation found = books.reservations.get(part.id());
            if (found instanceof Held held) {
              again.add(held);
            } else if (found != null) {
              throw Refusal.of(RefusalCode.RESERVATION_ENDED, "state", state(found));
            }
          }
          return again.isEmpty() ? hold(parts, limits, false) : again;
        });
  }

  List<Held> hold(List<Part> parts, HoldLimits limits, boolean evenClosed) {
    parts.forEach(part -> requireHoldable(part, limits, evenClosed));
    books.requests.move(parts.get(0).terms().requestId(), State.OPEN, State.HELD);
    Instant until = books.clock.instant().plus(limits.life());
    List<Held> all = new ArrayList<>();
    for (Part part : parts) {
      LeaseTerms terms = part.terms();
      add(terms, books.listings.get(terms.listingId()).value(), -terms.quantity());
      List<UUID> siblings =
          parts.stream().map(Part::id).filter(id -> !id.equals(part.id())).toList();
      Held held = new Held(part.id(), terms, until, siblings, false);
      books.reservations.put(part.id(), held);
      limits.most().ifPresent(most -> asked.add(part.id()));
      emit(EventKind.RESERVATION_HELD, held);
      all.add(held);
    }
    return all;
  }

  void requireHoldable(Part part, HoldLimits limits, boolean evenClosed) {
    books.blacklistings.refuse(part.terms().exporterId(), part.terms().ownerId());
    requireAllowed(part.terms().exporterId(), limits);
    Listing listing = books.listings.get(part.terms().listingId()).value();
    if (!listing.open() && !evenClosed) {
      throw Refusal.of(RefusalCode.LISTING_CLOSED);
    }
    requireFree(part.terms(), listing);
  }

  private void requireAllowed(UUID exporterId, HoldLimits limits) {
    if (limits.most().isEmpty()) {
      return;
    }
    long held =
        books.reservations.values().stream()
            .filter(each -> each instanceof Held h && h.isLiveAt(books.clock.instant()))
            .filter(each -> asked.contains(each.id()))
            .filter(each -> each.terms().exporterId().equals(exporterId))
            .count();
    if (held >= books.creditFiles.mostHolds(exporterId, limits.most().getAsInt())) {
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

  /** Ends a hold with its siblings, which are all in its state. */
  void end(Held held, Function<Held, Reservation> end) {
    for (Held part : books.parts(held)) {
      Reservation ended = end.apply(part);
      books.reservations.put(part.id(), ended);
      emit(EventKind.valueOf("RESERVATION_" + state(ended)), ended);
      add(
          part.terms(),
          books.listings.get(part.terms().listingId()).value(),
          part.terms().quantity());
    }
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
            end(held, held.isLiveAt(books.clock.instant()) ? Held::release : Held::expire);
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
          for (Held part : books.parts(held)) {
            books.reservations.put(part.id(), part.extend(more));
            emit(EventKind.RESERVATION_EXTENDED, part);
          }
          return held.extend(more);
        });
  }

  @Override
  public Flux<Expired> expireDue() {
    return books
        .change(
            () -> {
              List<Expired> ended = new ArrayList<>();
              for (UUID id : List.copyOf(books.reservations.keySet())) {
                if (books.reservations.get(id) instanceof Held held
                    && !held.isLiveAt(books.clock.instant())) {
                  books.parts(held).forEach(part -> ended.add(part.expire()));
                  end(held, Held::expire);
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
