package exchange.core.billing;

import exchange.core.member.Caller;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The amendments of all leases; both parties see theirs, an operator all. */
public interface Amendments {

  /**
   * Keeps a quote.
   *
   * @return as an error: {@code CONTRACT_ENDED}, {@code CONTRACT_AWAITS_ACCEPTANCE}
   */
  Mono<Amendment> add(Amendment quote);

  /** Empty when it does not exist or the caller is no party to it. */
  Mono<Amendment> find(UUID id, Caller caller);

  /**
   * Carries it out as it was quoted, once: what is paid too much comes back, the fee lies with the
   * deposit until it is decided, and the units are free from the day on.
   *
   * @return as an error: {@code NOT_FOUND} unless it is the caller's as exporter, {@code
   *     CONTRACT_ENDED}, {@code QUOTE_EXPIRED}, {@code AMENDMENT_OUTDATED} when the lease has moved
   *     on, {@code INSUFFICIENT_FUNDS}, {@code SUBLET_IN_THE_WAY}
   */
  Mono<Amendment> agree(UUID id, Caller caller, Instant now);

  /** Those agreed, in order; none unless the caller is a party. */
  Mono<List<Amendment>> agreed(UUID contractId, Caller caller);

  /** Those whose fee is to be decided, for their days are over. */
  Flux<Amendment> feesDue(Instant now, int most);

  /**
   * Pays the owner the fee, less the share of the units and days given up that were let again: of
   * units that are free at the end of a day, those given up last were not. Whoever comes second
   * changes nothing.
   */
  Mono<Amendment> decideFee(Amendment amendment, Instant now);
}
