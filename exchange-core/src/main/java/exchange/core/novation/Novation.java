package exchange.core.novation;

import exchange.core.billing.Amendment;
import exchange.core.billing.Billing;
import exchange.core.lease.Conditions;
import exchange.core.lease.LeaseTerms;
import exchange.core.lease.Rulebook;
import exchange.core.listing.Bill;
import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.member.CreditTier;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Quantities;
import exchange.core.values.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What is left of a lease, or some of its units, goes from its holder to somebody else: from a day
 * on to the end, on the same slot, by the same card, if the owner consents.
 *
 * @param onto what the lease came to when this was offered; it is taken out of nothing else
 * @param amendment what becomes of the holder's lease, without a fee
 * @param request what the newcomer's part is filed as
 * @param terms of the newcomer's lease; its own goods come in when it takes it
 * @param price what the newcomer gives the holder once; below zero if the holder gives it
 * @param lapsesAt the owner's silence until then is a no; once it has consented, the newcomer's is
 * @param depositBack what the holder had back of its deposit
 * @param madeId the contract that it became
 */
public record Novation(
    UUID id,
    UUID contractId,
    UUID holderId,
    Quantities onto,
    Amendment amendment,
    LeaseRequest request,
    LeaseTerms terms,
    Money price,
    State state,
    Instant lapsesAt,
    Optional<Reason> reason,
    Optional<Money> depositBack,
    Optional<UUID> madeId) {

  /** The first two are open, all others ends. */
  public enum State {
    OFFERED,
    /** By the owner. */
    CONSENTED,
    TAKEN,
    /** By the owner. */
    REFUSED,
    /** By the holder. */
    WITHDRAWN,
    /** Somebody did not answer in time. */
    LAPSED
  }

  /** Why an owner refuses. */
  public enum Reason {
    GOODS,
    CREDIT,
    COMPETITION,
    OTHER
  }

  /**
   * What a holder offers.
   *
   * @param toId the member that may take it
   */
  record Offer(UUID toId, LocalDate from, int units, Money price) {}

  /**
   * @param answerBy at the latest, but before the first day
   * @throws exchange.core.values.RefusedException {@code VALIDATION_FAILED}, {@code CONTRACT_ENDED}
   */
  static Novation offer(
      UUID id,
      Offer offer,
      Billing lease,
      LeaseRequest like,
      Listing listing,
      Rulebook rulebook,
      CreditTier tier,
      ExchangeRates rates,
      Instant now,
      Instant answerBy) {
    requirePossible(offer, lease, listing, now);
    Quantities onto = lease.extent().quantities();
    DateRange rest = new DateRange(offer.from(), onto.stay().to());
    Bill bill =
        Pricing.reprice(
            lease.terms().bill(),
            lease.terms().rateCard(),
            lease.terms().stay().days(),
            Quantities.of(rest, offer.units()));
    LeaseRequest request = request(id, offer, rest, like, bill);
    Instant begin = rest.from().atStartOfDay(lease.terms().site().zone()).toInstant();
    return new Novation(
        id,
        lease.contractId(),
        lease.terms().exporterId(),
        onto,
        Amendment.handOver(id, lease, offer.from(), offer.units(), begin),
        request,
        terms(request, rest, bill, lease.terms(), conditions(lease, bill, rulebook, tier, rates)),
        offer.price(),
        State.OFFERED,
        answerBy.isBefore(begin) ? answerBy : begin,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void requirePossible(Offer offer, Billing lease, Listing listing, Instant now) {
    LeaseTerms terms = lease.terms();
    Quantities onto = lease.extent().quantities();
    LocalDate tomorrow = LocalDate.ofInstant(now, terms.site().zone()).plusDays(1);
    LocalDate end = onto.stay().to();
    int last = onto.on(end.minusDays(1));
    lease.refuseEnded();
    if (!offer.from().isAfter(onto.stay().from()) || !offer.from().isBefore(end)) {
      throw Refusal.invalid(
          "from",
          "must lie between " + onto.stay().from().plusDays(1) + " and " + end.minusDays(1));
    } else if (offer.from().isBefore(tomorrow)) {
      throw Refusal.invalid("from", "must not be before " + tomorrow);
    } else if (offer.units() < 1 || offer.units() > last) {
      throw Refusal.invalid("quantity", "must lie between 1 and " + last);
    } else if (!offer.price().getCurrencyUnit().equals(terms.bill().currency())) {
      throw Refusal.invalid("price.currency", "must be " + terms.bill().currency());
    } else if (offer.toId().equals(terms.exporterId()) || listing.isLetBy(offer.toId())) {
      throw Refusal.invalid("organizationId", "must be somebody else, who does not let the space");
    }
  }

  private static Conditions conditions(
      Billing lease, Bill bill, Rulebook rulebook, CreditTier tier, ExchangeRates rates) {
    Conditions now = rulebook.conditions(tier, bill, rates);
    Conditions pinned = lease.terms().conditions();
    return new Conditions(
        now.deposit(), pinned.cancellation(), pinned.release(), pinned.billing(), now.cover());
  }

  private static LeaseRequest request(
      UUID id, Offer offer, DateRange rest, LeaseRequest like, Bill bill) {
    Money least = Money.ofMinor(bill.currency(), 1);
    return new LeaseRequest(
        UUID.nameUUIDFromBytes(("novation\n" + id).getBytes(StandardCharsets.UTF_8)),
        offer.toId(),
        like.goods(),
        like.storageClass(),
        like.unit(),
        offer.units(),
        rest.from(),
        rest.from(),
        rest.days(),
        like.markets(),
        bill.total().isPositive() ? bill.total() : least);
  }

  private static LeaseTerms terms(
      LeaseRequest request, DateRange rest, Bill bill, LeaseTerms pinned, Conditions conditions) {
    return new LeaseTerms(
        request.id(),
        pinned.listingId(),
        request.exporterId(),
        pinned.ownerId(),
        pinned.site(),
        request.goods(),
        request.storageClass(),
        request.unit(),
        request.quantity(),
        rest,
        pinned.rateCard(),
        bill,
        conditions,
        pinned.sublets());
  }

  public UUID newcomerId() {
    return terms.exporterId();
  }

  public boolean isOpenAt(Instant now) {
    return (state == State.OFFERED || state == State.CONSENTED) && now.isBefore(lapsesAt);
  }
}
