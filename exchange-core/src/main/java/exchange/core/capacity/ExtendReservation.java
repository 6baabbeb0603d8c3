package exchange.core.capacity;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An exporter takes more time to decide, once. */
public final class ExtendReservation {
  private final Reservations reservations;
  private final Duration more;

  /**
   * @param more by how much a hold is extended
   */
  public ExtendReservation(Reservations reservations, Duration more) {
    this.reservations = reservations;
    this.more = more;
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Reservations#extend} refuses
   */
  public Mono<Reservation.Held> extend(Caller caller, UUID id) {
    caller.require(Role.EXPORTER);
    return reservations.extend(id, caller, more);
  }
}
