package exchange.core.acceptance;

import exchange.core.acceptance.Acceptance.Reason;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What owners were asked; both parties see theirs, an operator all. A lease that is not accepted
 * gives all money back, its days are free and its request is open again, all at once.
 */
public interface Acceptances {

  /**
   * The owner says yes; with the last yes the lease runs, and the other parts with it.
   *
   * @return as an error: {@code NOT_FOUND}, {@code ACCEPTANCE_NOT_AWAITED}, {@code
   *     ACCEPTANCE_TOO_LATE}
   */
  Mono<Acceptance> accept(UUID contractId, Caller caller, Instant now);

  /**
   * The owner says no.
   *
   * @return as an error: what {@link #accept} refuses
   */
  Mono<Acceptance> decline(
      UUID contractId, Caller caller, Reason reason, Optional<String> words, Instant now);

  /**
   * The exporter does not wait. After the deadline it has lapsed all the same.
   *
   * @return as an error: {@code NOT_FOUND}, {@code ACCEPTANCE_NOT_AWAITED}
   */
  Mono<Acceptance> withdraw(UUID contractId, Caller caller, Instant now);

  /** Leases that nobody has accepted by {@code now}. */
  Flux<Acceptance> overdue(Instant now, int most);

  /** Ends such a lease. Says whether it still was one. */
  Mono<Boolean> lapse(UUID contractId, Instant now);

  /** Empty when nobody was asked or the caller is no party to it. */
  Mono<Acceptance> find(UUID contractId, Caller caller);

  /** Newest first. */
  Mono<Page<Acceptance>> page(Caller caller, Page.Query query);

  /** Anybody may know it. */
  Mono<AcceptanceRecord> recordOf(UUID ownerId);
}
