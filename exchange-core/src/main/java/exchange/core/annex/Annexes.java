package exchange.core.annex;

import exchange.core.lease.Contract;
import exchange.core.member.Caller;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** What is to be added to leases; both parties see theirs, an operator all. */
public interface Annexes {

  /**
   * Keeps a quote.
   *
   * @return as an error: {@code CONTRACT_ENDED}, {@code CONTRACT_AWAITS_ACCEPTANCE}
   */
  Mono<Annex> add(Annex quote);

  /** Empty when it does not exist or the caller is no party to it. */
  Mono<Annex> find(UUID id, Caller caller);

  /**
   * Holds the space and settles in one step, once. If its terms ask for the owner's word, it waits
   * for that as every lease does.
   *
   * @param contractId of the new contract
   * @return the new contract; as an error: {@code NOT_FOUND} unless it is the caller's as exporter,
   *     {@code CONTRACT_ENDED}, {@code QUOTE_EXPIRED}, {@code AMENDMENT_OUTDATED} when the lease
   *     has been amended since, {@code CAPACITY_EXHAUSTED}, {@code LISTING_CLOSED}, {@code
   *     INSUFFICIENT_FUNDS}, {@code GUARANTEE_EXHAUSTED}, {@code ACCEPTANCE_TOO_LATE}
   */
  Mono<Contract> agree(UUID id, UUID contractId, Caller caller, Instant now);
}
