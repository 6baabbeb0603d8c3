package exchange.core.capacity;

import exchange.core.member.Caller;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An exporter gives a hold back before its time is over. */
public final class ReleaseReservation {
  private final Reservations reservations;
  private final Holds holds;

  public ReleaseReservation(Reservations reservations, Holds holds) {
    this.reservations = reservations;
    this.holds = holds;
  }

  /**
   * @return what it is then; {@code NOT_FOUND} or {@code RESERVATION_ENDED} as an error
   */
  public Mono<Reservation> release(Caller caller, UUID id) {
    return reservations
        .release(id, caller)
        .flatMap(
            ended ->
                Flux.fromIterable(ended.siblings())
                    .concatMap(sibling -> reservations.find(sibling, caller))
                    .startWith(ended)
                    .concatMap(part -> holds.giveBack(part.id(), part.terms().listingId()))
                    .onErrorComplete()
                    .then(Mono.just(ended)));
  }
}
