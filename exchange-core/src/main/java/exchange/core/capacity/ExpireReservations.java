package exchange.core.capacity;

import reactor.core.publisher.Mono;

/** Ends the holds whose time is over, so that their days are free again. */
public final class ExpireReservations {
  private final Reservations reservations;
  private final Holds holds;

  public ExpireReservations(Reservations reservations, Holds holds) {
    this.reservations = reservations;
    this.holds = holds;
  }

  /**
   * @return how many were ended
   */
  public Mono<Long> expire() {
    return reservations
        .expireDue()
        .flatMap(
            expired ->
                holds
                    .giveBack(expired.id(), expired.terms().listingId())
                    .onErrorComplete()
                    .thenReturn(expired))
        .count();
  }
}
