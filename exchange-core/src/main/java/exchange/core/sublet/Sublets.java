package exchange.core.sublet;

import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * What tenants offer on of their leases. Decides: on no day do the sublets of a lease keep more
 * units than it has. One that is open or waits for consent keeps all of its units, any other what
 * is still let of it.
 */
public interface Sublets {

  /**
   * Puts the listing on the market, or lets it wait for consent, as the terms of its lease have it.
   *
   * @param decideWithin how long it waits at most
   * @return as an error: {@code NOT_FOUND} unless it is the caller's lease as exporter, {@code
   *     CONTRACT_ENDED}, {@code SUBLET_FORBIDDEN}, {@code SUBLET_EXCEEDS_LEASE}
   */
  Mono<Sublet> offer(Listing listing, Caller caller, Duration decideWithin);

  /**
   * Opens the listing, or keeps why not.
   *
   * @param refusal empty for consent
   * @return as an error: {@code NOT_FOUND} unless the caller lets the lease above, {@code
   *     CONSENT_DECIDED}
   */
  Mono<Sublet> decide(UUID listingId, Caller caller, Optional<ConsentRefusal> refusal);

  /**
   * Ends the wait of those that nobody answered in time.
   *
   * @return how many
   */
  Mono<Integer> lapse(int most);

  /** Those of the caller's as tenant or lessor, of one lease or of all; an operator sees all. */
  Mono<Page<Sublet>> page(Caller caller, Optional<UUID> contractId, Page.Query query);

  /** Those that wait for the caller's consent. */
  Mono<Page<Sublet>> waiting(Caller caller, Page.Query query);
}
