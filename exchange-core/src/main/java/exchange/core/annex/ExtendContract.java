package exchange.core.annex;

import exchange.core.billing.Billing;
import exchange.core.billing.Billings;
import exchange.core.credit.CreditFiles;
import exchange.core.lease.Contract;
import exchange.core.lease.Rulebooks;
import exchange.core.listing.Listings;
import exchange.core.listing.Pricing;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.request.LeaseRequests;
import exchange.core.values.DateRange;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An exporter adds units or days to a lease, where there is room. */
public final class ExtendContract {
  private final Billings billings;
  private final LeaseRequests requests;
  private final Listings listings;
  private final CreditFiles credit;
  private final Rulebooks rulebooks;
  private final Annexes annexes;
  private final Pricing pricing;
  private final ExchangeRates rates;
  private final Clock clock;
  private final Duration validity;

  /**
   * @param validity how long the exchange stands by a quote
   */
  public ExtendContract(
      Billings billings,
      LeaseRequests requests,
      Listings listings,
      CreditFiles credit,
      Rulebooks rulebooks,
      Annexes annexes,
      Pricing pricing,
      ExchangeRates rates,
      Clock clock,
      Duration validity) {
    this.billings = billings;
    this.requests = requests;
    this.listings = listings;
    this.credit = credit;
    this.rulebooks = rulebooks;
    this.annexes = annexes;
    this.pricing = pricing;
    this.rates = rates;
    this.clock = clock;
    this.validity = validity;
  }

  /**
   * @param id of the new annex
   * @param stay days of the lease, or those right after it
   * @return as an error: {@code FORBIDDEN}, {@code NOT_FOUND}, {@code VALIDATION_FAILED}, {@code
   *     LISTING_CLOSED}, and what {@link Annexes#add} refuses
   */
  public Mono<Annex> quote(Caller caller, UUID id, UUID contractId, int units, DateRange stay) {
    caller.require(Role.EXPORTER);
    return billings
        .find(contractId, caller)
        .filter(lease -> lease.terms().exporterId().equals(caller.organizationId()))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .flatMap(lease -> quote(id, new Annex.Wish(units, stay), lease, caller))
        .flatMap(annexes::add);
  }

  private Mono<Annex> quote(UUID id, Annex.Wish wish, Billing lease, Caller caller) {
    Instant now = clock.instant();
    return Mono.zip(
            requests.find(lease.terms().requestId(), caller),
            listings.find(lease.terms().listingId()),
            rulebooks.inForce(now),
            credit.tier(caller.organizationId()))
        .map(
            all ->
                Annex.quote(
                    id,
                    wish,
                    lease,
                    all.getT1().request(),
                    all.getT2().value(),
                    pricing,
                    all.getT3(),
                    all.getT4(),
                    rates,
                    now,
                    now.plus(validity)));
  }

  /**
   * @param contractId of the new contract
   * @return as an error: {@code FORBIDDEN}, and what {@link Annexes#agree} refuses
   */
  public Mono<Contract> agree(Caller caller, UUID contractId, UUID id) {
    caller.require(Role.EXPORTER);
    return annexes.agree(id, contractId, caller, clock.instant());
  }
}
