package exchange.api.demo;

import exchange.api.demo.DemoMarket.Remainder;
import exchange.core.capacity.CapacityProfile;
import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservations;
import exchange.core.lease.Contract;
import exchange.core.lease.Contracts;
import exchange.core.lease.LeaseTerms;
import exchange.core.lease.Rulebooks;
import exchange.core.listing.Listing;
import exchange.core.listing.Listings;
import exchange.core.listing.RateCard;
import exchange.core.listing.StorageRate;
import exchange.core.member.Caller;
import exchange.core.member.CreditTier;
import exchange.core.member.Role;
import exchange.core.quote.Options;
import exchange.core.request.LeaseRequests;
import exchange.core.sublet.OfferSublet;
import exchange.core.values.DateRange;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Leases of the demo market whose tenants offer on what they have left, below their own price. */
public final class LeaseDemoSpace {
  private static final Duration LIFE = Duration.ofMinutes(15);
  private static final BigDecimal SHARE = new BigDecimal("0.7");
  private static final int USED_DAYS = 7;

  private final Listings listings;
  private final LeaseRequests requests;
  private final Reservations reservations;
  private final Contracts contracts;
  private final Rulebooks rulebooks;
  private final Options options;
  private final OfferSublet offerSublet;
  private final Clock clock;

  public LeaseDemoSpace(
      Listings listings,
      LeaseRequests requests,
      Reservations reservations,
      Contracts contracts,
      Rulebooks rulebooks,
      Options options,
      OfferSublet offerSublet,
      Clock clock) {
    this.listings = listings;
    this.requests = requests;
    this.reservations = reservations;
    this.contracts = contracts;
    this.rulebooks = rulebooks;
    this.options = options;
    this.offerSublet = offerSublet;
    this.clock = clock;
  }

  /** Done again, it changes nothing. */
  Mono<Void> lease(Remainder remainder) {
    Caller tenant = new Caller(remainder.request().exporterId(), Set.of(Role.EXPORTER));
    UUID contractId = DemoMarket.id("leased contract", remainder.number());
    return contracts
        .find(contractId, tenant)
        .switchIfEmpty(Mono.defer(() -> settle(remainder, tenant, contractId)))
        .flatMap(lease -> offer(remainder, tenant, lease))
        .then();
  }

  private Mono<Contract> settle(Remainder remainder, Caller tenant, UUID contractId) {
    UUID held = DemoMarket.id("leased reservation", remainder.number());
    return listings
        .add(remainder.listing())
        .then(requests.add(remainder.request()))
        .then(terms(remainder))
        .flatMap(terms -> reservations.reserve(held, terms, HoldLimits.proposed(LIFE)))
        .flatMap(reservation -> contracts.settle(contractId, reservation.id(), tenant));
  }

  private Mono<LeaseTerms> terms(Remainder remainder) {
    Instant now = clock.instant();
    Listing listing = remainder.listing();
    int[] free = new int[listing.window().days()];
    Arrays.fill(free, listing.quantity());
    CapacityProfile all = new CapacityProfile(listing.window().from(), free);
    return rulebooks
        .inForce(now)
        .map(
            rulebook ->
                options.terms(
                    options.on(remainder.request(), listing, all, now).options().get(0),
                    rulebook,
                    CreditTier.NEWCOMER));
  }

  private Mono<?> offer(Remainder remainder, Caller tenant, Contract lease) {
    LeaseTerms terms = lease.terms();
    DateRange rest = new DateRange(terms.stay().from().plusDays(USED_DAYS), terms.stay().to());
    return offerSublet.offer(
        tenant,
        remainder.subletId(),
        lease.id(),
        new OfferSublet.Part(terms.quantity(), rest, cheaper(terms.rateCard()), 5, USED_DAYS));
  }

  private static RateCard cheaper(RateCard card) {
    return new RateCard(
        card.currency(),
        new StorageRate(card.storage().amount().multiply(SHARE), card.storage().basis()),
        card.handlingIn(),
        card.handlingOut(),
        BigDecimal.ZERO,
        card.lengthDiscounts(),
        card.peakWindows(),
        card.taxPercent());
  }
}
