package exchange.core.listing;

import exchange.core.values.Page;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import exchange.core.values.Versioned;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The offers on the market; every member sees them. */
public interface Listings {

  /** Puts the offer and its capacity on the market. */
  Mono<Versioned<Listing>> add(Listing listing);

  Mono<Versioned<Listing>> find(UUID id);

  Mono<Page<Versioned<Listing>>> page(Filter filter, Page.Query query);

  /**
   * Replaces the offer, if {@code version} is still its version; its site and window stay. Leases
   * already made keep their terms.
   *
   * @return as an error: {@code PRECONDITION_FAILED} when somebody edited it meanwhile, {@code
   *     CAPACITY_IN_USE} when more units are taken on some day than would be left
   */
  Mono<Versioned<Listing>> replace(Listing listing, int version);

  /** Every open offer of that kind, ordered by id. */
  Flux<Listing> open(StorageClass storageClass, Unit unit);

  /** Which offers a list shows; an empty part filters nothing. */
  record Filter(
      Optional<UUID> ownerId, Optional<StorageClass> storageClass, Optional<String> country) {}
}
