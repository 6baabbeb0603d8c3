package exchange.core.capacity;

import exchange.core.lease.LeaseTerms;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The durable record of holds. Decides: no slot-day is ever taken beyond its capacity, and siblings
 * are always in the same state.
 */
public interface Reservations {

  /**
   * Takes the capacity of {@code terms} on every day of the stay, or on none. Doing it again with
   * the same id and terms takes nothing more and gives the same reservation.
   *
   * @param limits its life counts by the store's own clock
   * @return as an error: {@code CAPACITY_EXHAUSTED} with the first day that lacks units, {@code
   *     LISTING_CLOSED}, {@code REQUEST_NOT_OPEN}, {@code HOLD_LIMIT_REACHED}
   */
  Mono<Reservation.Held> reserve(UUID id, LeaseTerms terms, HoldLimits limits);

  /** One reservation to be made. */
  record Part(UUID id, LeaseTerms terms) {}

  /**
   * Takes the capacity of all parts of one request, each on a slot of its own, or of none, as
   * {@link #reserve} does for one. From then on they are siblings.
   *
   * @return as an error what {@link #reserve} refuses
   */
  Mono<List<Reservation.Held>> reserveParts(List<Part> parts, HoldLimits limits);

  /** Empty when it does not exist or the caller is no party to it. */
  Mono<Reservation> find(UUID id, Caller caller);

  Mono<Page<Reservation>> page(Caller caller, Page.Query query);

  /**
   * Gives a held reservation of the caller back, with its siblings. One already released or expired
   * stays as it is.
   *
   * @return as an error: {@code NOT_FOUND}, {@code RESERVATION_ENDED} once confirmed
   */
  Mono<Reservation> release(UUID id, Caller caller);

  /**
   * Lets a live hold of the caller live longer, with its siblings, once.
   *
   * @return as an error: {@code NOT_FOUND}, {@code RESERVATION_EXPIRED}, {@code RESERVATION_ENDED},
   *     {@code EXTENSION_USED}
   */
  Mono<Reservation.Held> extend(UUID id, Caller caller, Duration more);

  /**
   * Ends reservations whose time is over, each exactly once however many callers ask at the same
   * time.
   *
   * @return those that this call ended
   */
  Flux<Reservation.Expired> expireDue();
}
