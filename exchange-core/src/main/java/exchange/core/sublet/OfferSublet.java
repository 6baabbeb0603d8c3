package exchange.core.sublet;

import exchange.core.lease.Contract;
import exchange.core.lease.Contracts;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.AcceptanceRule;
import exchange.core.listing.Listing;
import exchange.core.listing.RateCard;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.DateRange;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An exporter offers on what it leases, or a part of it. */
public final class OfferSublet {
  private final Contracts contracts;
  private final Sublets sublets;
  private final ExchangeRates rates;
  private final Duration decideWithin;

  /**
   * @param decideWithin how long a lessor may think about it
   */
  public OfferSublet(
      Contracts contracts, Sublets sublets, ExchangeRates rates, Duration decideWithin) {
    this.contracts = contracts;
    this.sublets = sublets;
    this.rates = rates;
    this.decideWithin = decideWithin;
  }

  /** What is offered of a lease, and at which price. */
  public record Part(
      int quantity, DateRange window, RateCard rateCard, int minimumQuantity, int minimumDays) {}

  /**
   * @param id of the new listing
   * @return as an error: {@code FORBIDDEN}, {@code CURRENCY_NOT_SUPPORTED}, and what {@link
   *     Sublets#offer} refuses
   */
  public Mono<Sublet> offer(Caller caller, UUID id, UUID contractId, Part part) {
    caller.require(Role.EXPORTER);
    return contracts
        .find(contractId, caller)
        .filter(lease -> lease.terms().exporterId().equals(caller.organizationId()))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .map(lease -> listing(id, lease, part))
        .doOnNext(listing -> rates.rate(listing.rateCard().currency()))
        .flatMap(listing -> sublets.offer(listing, caller, decideWithin));
  }

  private static Listing listing(UUID id, Contract lease, Part part) {
    LeaseTerms terms = lease.terms();
    Set<UUID> lessors = new HashSet<>(Set.of(terms.ownerId()));
    lease.chain().forEach(above -> lessors.add(above.ownerId()));
    return new Listing(
        id,
        terms.exporterId(),
        terms.site(),
        terms.storageClass(),
        terms.unit(),
        part.quantity(),
        part.window(),
        part.rateCard(),
        part.minimumQuantity(),
        part.minimumDays(),
        true,
        terms.sublets(),
        Optional.of(new Listing.Parent(lease.id(), lessors)),
        AcceptanceRule.AT_ONCE);
  }
}
