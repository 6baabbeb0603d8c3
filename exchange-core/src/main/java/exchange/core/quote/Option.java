package exchange.core.quote;

import exchange.core.lease.Conditions;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.Bill;
import exchange.core.listing.Listing;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import org.joda.money.Money;

/**
 * One way to serve a request: a slot and a stay, with its cost.
 *
 * @param request all of it, or as many of its units as lie there
 * @param landed the bill in the market currency plus the location estimate
 */
public record Option(
    LeaseRequest request,
    Listing listing,
    DateRange stay,
    Bill bill,
    LocationEstimate location,
    Money landed) {

  /** What a lease by this option would pin. */
  public LeaseTerms terms(Conditions conditions) {
    return new LeaseTerms(
        request.id(),
        listing.id(),
        request.exporterId(),
        listing.ownerId(),
        listing.site(),
        request.goods(),
        request.storageClass(),
        request.unit(),
        request.quantity(),
        stay,
        listing.rateCard(),
        bill,
        conditions,
        listing.sublets());
  }
}
