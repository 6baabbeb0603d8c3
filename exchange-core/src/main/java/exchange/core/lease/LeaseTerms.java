package exchange.core.lease;

import exchange.core.listing.Bill;
import exchange.core.listing.RateCard;
import exchange.core.listing.Site;
import exchange.core.listing.SubletRule;
import exchange.core.values.DateRange;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What is agreed, word for word the same in quote, reservation and contract.
 *
 * @param stay days of the site's own calendar
 * @param rateCard the prices in force when the terms were quoted
 * @param bill what the whole stay costs by that card
 * @param conditions by the rulebook then in force
 * @param sublets whether the exporter may offer the space on
 */
public record LeaseTerms(
    UUID requestId,
    UUID listingId,
    UUID exporterId,
    UUID ownerId,
    Site site,
    String goods,
    StorageClass storageClass,
    Unit unit,
    int quantity,
    DateRange stay,
    RateCard rateCard,
    Bill bill,
    Conditions conditions,
    SubletRule sublets) {

  /** What the exporter pays to settle: the first period, and the deposit. */
  public Money dueAtSettlement() {
    return bill.firstPeriodTotal().plus(conditions.deposit());
  }
}
