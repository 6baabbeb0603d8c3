package exchange.core.reconciliation;

/**
 * What the bank should have told of by now.
 *
 * @param payouts in payment files, and neither paid nor returned
 * @param bookings by hand, and on no statement
 */
public record Overdue(long payouts, long bookings) {
  public boolean isNothing() {
    return payouts == 0 && bookings == 0;
  }
}
