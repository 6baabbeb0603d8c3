package exchange.core.listing;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.Versioned;
import exchange.core.warehouse.Warehouses;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** An owner offers idle capacity of one of its warehouses. */
public final class PublishListing {
  private final Listings listings;
  private final Warehouses warehouses;
  private final ExchangeRates rates;

  public PublishListing(Listings listings, Warehouses warehouses, ExchangeRates rates) {
    this.listings = listings;
    this.warehouses = warehouses;
    this.rates = rates;
  }

  /**
   * @param offer makes the listing, given its site
   * @return as an error: {@code FORBIDDEN}, {@code NOT_FOUND} when the caller has no such
   *     warehouse, {@code CURRENCY_NOT_SUPPORTED}
   */
  public Mono<Versioned<Listing>> publish(
      Caller caller, UUID warehouseId, Function<Site, Listing> offer) {
    caller.require(Role.OWNER);
    return warehouses
        .find(warehouseId, caller)
        .filter(found -> found.value().ownerId().equals(caller.organizationId()))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .map(found -> offer.apply(Site.of(found.value())))
        .doOnNext(listing -> rates.rate(listing.rateCard().currency()))
        .flatMap(listings::add);
  }
}
