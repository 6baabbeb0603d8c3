package exchange.core.lease;

import exchange.core.listing.Bill;
import exchange.core.values.Quantities;

/**
 * What a lease comes to: at first as its terms say, then as its last amendment does.
 *
 * @param bill of the whole stay, from its first day on
 */
public record Extent(Quantities quantities, Bill bill) {

  /** Before any amendment. */
  public static Extent of(LeaseTerms terms) {
    return new Extent(Quantities.of(terms.stay(), terms.quantity()), terms.bill());
  }
}
