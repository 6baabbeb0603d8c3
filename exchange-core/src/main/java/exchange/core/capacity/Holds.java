package exchange.core.capacity;

import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * The fast court in front of {@link Reservations}: says no to most of those who come too late,
 * before they reach the books. Never the last word, and may forget everything.
 */
public interface Holds {

  /**
   * Takes {@code units} on every day of {@code stay}, or on none. Repeating it with the same id
   * changes nothing. A "no" rests on what the court was told no longer than a second ago; when that
   * is older, the court forgets the slot and says so instead.
   *
   * @return the court's answer, or an error when there is none: then whether anything was taken is
   *     unknown
   */
  Mono<Answer> take(UUID reservationId, UUID listingId, DateRange stay, int units);

  /** Ends a hold and frees its days. Repeating it, or ending an unknown one, is harmless. */
  Mono<Void> giveBack(UUID reservationId, UUID listingId);

  /**
   * Tells the court what is free, if it does not know the slot; ignored if it does. Taking for a
   * hold that is counted already changes nothing.
   */
  Mono<Void> inform(UUID listingId, Capacities.Snapshot known);

  /** Makes the court forget a slot, so that it asks again. */
  Mono<Void> forget(UUID listingId);

  /** What the court said. */
  sealed interface Answer {}

  /** The units are the hold's. */
  record Taken() implements Answer {}

  /** The first day that lacks units, and how many it has. */
  record Exhausted(LocalDate day, int free) implements Answer {}

  /** The hold has ended before; it is not taken again. */
  record Ended() implements Answer {}

  /** The slot must be {@link #inform informed} about first. */
  record UnknownSlot() implements Answer {}
}
