package exchange.core.novation;

import exchange.core.billing.Billing;
import exchange.core.billing.Billings;
import exchange.core.credit.CreditFiles;
import exchange.core.lease.Contract;
import exchange.core.lease.Rulebooks;
import exchange.core.listing.Listings;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.novation.Novation.Reason;
import exchange.core.request.LeaseRequests;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** An exporter hands what is left of a lease over to another one; the owner has a say. */
public final class HandLeaseOver {
  private final Billings billings;
  private final LeaseRequests requests;
  private final Listings listings;
  private final CreditFiles credit;
  private final Rulebooks rulebooks;
  private final Novations novations;
  private final ExchangeRates rates;
  private final Clock clock;
  private final Duration patience;

  /**
   * @param patience how long an owner may think about it
   */
  public HandLeaseOver(
      Billings billings,
      LeaseRequests requests,
      Listings listings,
      CreditFiles credit,
      Rulebooks rulebooks,
      Novations novations,
      ExchangeRates rates,
      Clock clock,
      Duration patience) {
    this.billings = billings;
    this.requests = requests;
    this.listings = listings;
    this.credit = credit;
    this.rulebooks = rulebooks;
    this.novations = novations;
    this.rates = rates;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * @param id of the new novation
   * @param toId who may take it
   * @param price see {@link Novation#price}
   * @return as an error: {@code FORBIDDEN}, {@code VALIDATION_FAILED}, and what {@link
   *     Novations#offer} refuses
   */
  public Mono<Novation> offer(
      Caller caller, UUID id, UUID contractId, UUID toId, LocalDate from, int units, Money price) {
    caller.require(Role.EXPORTER);
    return billings
        .find(contractId, caller)
        .filter(lease -> lease.terms().exporterId().equals(caller.organizationId()))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .flatMap(lease -> offer(id, new Novation.Offer(toId, from, units, price), lease, caller))
        .flatMap(novations::offer);
  }

  private Mono<Novation> offer(UUID id, Novation.Offer offer, Billing lease, Caller caller) {
    Instant now = clock.instant();
    return Mono.zip(
            requests.find(lease.terms().requestId(), caller),
            listings.find(lease.terms().listingId()),
            rulebooks.inForce(now),
            credit.tier(offer.toId()))
        .map(
            all ->
                Novation.offer(
                    id,
                    offer,
                    lease,
                    all.getT1().request(),
                    all.getT2().value(),
                    all.getT3(),
                    all.getT4(),
                    rates,
                    now,
                    now.plus(patience)));
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Novations#consent} refuses
   */
  public Mono<Novation> consent(Caller caller, UUID id) {
    return caller.asLessor(
        novations
            .find(id, caller)
            .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
            .flatMap(
                offer ->
                    novations.consent(
                        id, caller, offer.amendment().validUntil(), clock.instant())));
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Novations#refuse} refuses
   */
  public Mono<Novation> refuse(Caller caller, UUID id, Reason reason) {
    return caller.asLessor(novations.refuse(id, caller, reason, clock.instant()));
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Novations#withdraw} refuses
   */
  public Mono<Novation> withdraw(Caller caller, UUID id) {
    caller.require(Role.EXPORTER);
    return novations.withdraw(id, caller, clock.instant());
  }

  /**
   * @param contractId of the new contract
   * @return as an error: {@code FORBIDDEN}, and what {@link Novations#take} refuses
   */
  public Mono<Contract> take(Caller caller, UUID contractId, UUID id, String goods) {
    caller.require(Role.EXPORTER);
    return novations.take(id, contractId, caller, goods, clock.instant());
  }
}
