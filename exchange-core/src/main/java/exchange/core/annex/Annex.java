package exchange.core.annex;

import exchange.core.billing.Billing;
import exchange.core.lease.Conditions;
import exchange.core.lease.LeaseTerms;
import exchange.core.lease.Rulebook;
import exchange.core.listing.AcceptanceRule;
import exchange.core.listing.AcceptanceRule.Ground;
import exchange.core.listing.Bill;
import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.listing.RateCard;
import exchange.core.member.CreditTier;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Quantities;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * More of a lease: units for some of its days, or the days after its last one. A lease of its own
 * on the same slot, by the card of today, once it is agreed.
 *
 * @param contractId what it is added to
 * @param onto what that came to when this was quoted; it is added to nothing else
 * @param request what it is filed as
 * @param madeId the contract that it became
 */
public record Annex(
    UUID id,
    UUID contractId,
    Quantities onto,
    LeaseRequest request,
    LeaseTerms terms,
    Instant validUntil,
    Optional<UUID> madeId) {

  /** What is asked for: units on days. */
  record Wish(int units, DateRange stay) {}

  /**
   * @throws exchange.core.values.RefusedException {@code VALIDATION_FAILED}, {@code
   *     CONTRACT_ENDED}, {@code LISTING_CLOSED}
   */
  static Annex quote(
      UUID id,
      Wish wish,
      Billing lease,
      LeaseRequest like,
      Listing listing,
      Pricing pricing,
      Rulebook rulebook,
      CreditTier tier,
      ExchangeRates rates,
      Instant now,
      Instant validUntil) {
    Quantities onto = lease.extent().quantities();
    requirePossible(wish, lease, listing, now);
    boolean longer = wish.stay().from().equals(onto.stay().to());
    RateCard card = longer ? listing.rateCard().withoutHandling() : listing.rateCard();
    Bill bill = pricing.price(card, wish.units(), wish.stay());
    LeaseRequest request = request(id, wish, like, bill);
    List<Ground> grounds =
        listing
            .acceptance()
            .grounds(request.exporterId(), tier, request.goods(), wish.units(), wish.stay().days());
    if (!grounds.isEmpty()) {
      requireTimeToAnswer(wish, listing, now);
    }
    Conditions conditions = rulebook.conditions(tier, bill, rates);
    LeaseTerms terms =
        new LeaseTerms(
            request.id(),
            listing.id(),
            request.exporterId(),
            listing.ownerId(),
            listing.site(),
            request.goods(),
            request.storageClass(),
            request.unit(),
            wish.units(),
            wish.stay(),
            card,
            bill,
            grounds.isEmpty() ? conditions : conditions.with(rulebook.answering().asking(grounds)),
            listing.sublets());
    return new Annex(id, lease.contractId(), onto, request, terms, validUntil, Optional.empty());
  }

  private static void requirePossible(Wish wish, Billing lease, Listing listing, Instant now) {
    Quantities onto = lease.extent().quantities();
    DateRange stay = wish.stay();
    LocalDate end = onto.stay().to();
    LocalDate today = LocalDate.ofInstant(now, listing.site().zone());
    lease.refuseEnded();
    if (!listing.open()) {
      throw Refusal.of(RefusalCode.LISTING_CLOSED);
    } else if (stay.from().isBefore(today)) {
      throw Refusal.invalid("from", "must not be before " + today);
    } else if (!listing.window().encloses(stay)) {
      throw Refusal.invalid("to", "must not be after " + listing.window().to());
    } else if (stay.from().equals(end)) {
      int last = onto.on(end.minusDays(1));
      if (wish.units() < 1 || wish.units() > last) {
        throw Refusal.invalid("quantity", "must lie between 1 and " + last);
      }
    } else if (!onto.stay().encloses(stay)) {
      throw Refusal.invalid("from", "must be a day of the lease, or " + end);
    } else if (wish.units() < 1) {
      throw Refusal.invalid("quantity", "must be 1 or more");
    }
  }

  private static void requireTimeToAnswer(Wish wish, Listing listing, Instant now) {
    LocalDate soonest =
        LocalDate.ofInstant(now, listing.site().zone()).plusDays(AcceptanceRule.LEAD_DAYS);
    if (wish.stay().from().isBefore(soonest)) {
      throw Refusal.invalid(
          "from", "must not be before " + soonest + ", for the owner decides on it first");
    }
  }

  private static LeaseRequest request(UUID id, Wish wish, LeaseRequest like, Bill bill) {
    Money least = Money.ofMinor(bill.currency(), 1);
    return new LeaseRequest(
        UUID.nameUUIDFromBytes(("annex\n" + id).getBytes(StandardCharsets.UTF_8)),
        like.exporterId(),
        like.goods(),
        like.storageClass(),
        like.unit(),
        wish.units(),
        wish.stay().from(),
        wish.stay().from(),
        wish.stay().days(),
        like.markets(),
        bill.total().isPositive() ? bill.total() : least);
  }
}
