package exchange.core.capacity;

import exchange.core.listing.Listing;
import exchange.core.listing.Listings;
import exchange.core.member.Caller;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.Versioned;
import java.util.UUID;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** An owner changes the price, the quantity or the terms of an offer, or closes it. */
public final class ReviseListing {
  private final Listings listings;
  private final Holds holds;
  private final ExchangeRates rates;

  public ReviseListing(Listings listings, Holds holds, ExchangeRates rates) {
    this.listings = listings;
    this.holds = holds;
    this.rates = rates;
  }

  /**
   * @param version the version that the edit was made from
   * @return as an error: {@code FORBIDDEN}, {@code NOT_FOUND} when the caller has no such listing,
   *     {@code CURRENCY_NOT_SUPPORTED}, {@code PRECONDITION_FAILED}, {@code CAPACITY_IN_USE}
   */
  public Mono<Versioned<Listing>> revise(
      Caller caller, UUID id, int version, UnaryOperator<Listing> edit) {
    return caller
        .asLessor(
            listings
                .find(id)
                .filter(found -> found.value().ownerId().equals(caller.organizationId()))
                .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND))))
        .map(found -> edit.apply(found.value()))
        .doOnNext(listing -> rates.rate(listing.rateCard().currency()))
        .flatMap(listing -> listings.replace(listing, version))
        .flatMap(revised -> holds.forget(id).onErrorComplete().thenReturn(revised));
  }
}
