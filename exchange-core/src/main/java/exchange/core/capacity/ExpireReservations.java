package exchange.core.capacity;

import reactor.core.publisher.Mono;

/** Ends the holds whose time is over, so that their days are free again. */
public final class ExpireReservations {
  private static final int BATCH = 500;

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
        .expireDue(BATCH)
        .concatMap(
            expired ->
                holds
                    .giveBack(expired.id(), expired.terms().listingId())
                    .onErrorComplete()
                    .thenReturn(expired))
        .count();
  }
}
