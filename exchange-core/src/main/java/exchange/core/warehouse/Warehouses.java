package exchange.core.warehouse;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import exchange.core.values.Versioned;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The sites of all owners; an owner sees its own, an operator all. */
public interface Warehouses {

  Mono<Versioned<Warehouse>> add(Warehouse warehouse);

  /** Empty when it does not exist or the caller may not see it. */
  Mono<Versioned<Warehouse>> find(UUID id, Caller caller);

  Mono<Page<Versioned<Warehouse>>> page(Caller caller, Page.Query query);

  /**
   * Replaces the site, if {@code version} is still its version. Listings keep the site as it was
   * when they were published.
   *
   * @return {@code PRECONDITION_FAILED} as an error when somebody edited it meanwhile
   */
  Mono<Versioned<Warehouse>> replace(Warehouse warehouse, int version);
}
