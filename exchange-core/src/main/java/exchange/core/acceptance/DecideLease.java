package exchange.core.acceptance;

import exchange.core.acceptance.Acceptance.Reason;
import exchange.core.capacity.Holds;
import exchange.core.lease.Contract;
import exchange.core.lease.Contracts;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An owner says yes or no to a lease that waits for its word, or the exporter takes it back. */
public final class DecideLease {
  private final Acceptances acceptances;
  private final Contracts contracts;
  private final Holds holds;
  private final Clock clock;

  public DecideLease(Acceptances acceptances, Contracts contracts, Holds holds, Clock clock) {
    this.acceptances = acceptances;
    this.contracts = contracts;
    this.holds = holds;
    this.clock = clock;
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Acceptances#accept} refuses
   */
  public Mono<Acceptance> accept(Caller caller, UUID contractId) {
    return caller.asLessor(acceptances.accept(contractId, caller, clock.instant()));
  }

  /**
   * @return as an error: {@code FORBIDDEN}, {@code VALIDATION_FAILED} for {@link Reason#OTHER}
   *     without words, and what {@link Acceptances#decline} refuses
   */
  public Mono<Acceptance> decline(
      Caller caller, UUID contractId, Reason reason, Optional<String> words) {
    if (reason == Reason.OTHER && words.filter(said -> !said.isBlank()).isEmpty()) {
      throw Refusal.invalid("words", "must say what other reason there is");
    }
    return caller
        .asLessor(acceptances.decline(contractId, caller, reason, words, clock.instant()))
        .flatMap(declined -> freed(declined, caller));
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Acceptances#withdraw} refuses
   */
  public Mono<Acceptance> withdraw(Caller caller, UUID contractId) {
    caller.require(Role.EXPORTER);
    return acceptances
        .withdraw(contractId, caller, clock.instant())
        .flatMap(withdrawn -> freed(withdrawn, caller));
  }

  /** The court asks anew about the slots of all parts, for they have more room. */
  private Mono<Acceptance> freed(Acceptance ended, Caller caller) {
    return Flux.concat(
            Mono.just(ended.terms().listingId()),
            contracts
                .find(ended.contractId(), caller)
                .flatMapIterable(Contract::siblings)
                .concatMap(sibling -> contracts.find(sibling, caller))
                .map(sibling -> sibling.terms().listingId()))
        .concatMap(holds::forget)
        .onErrorComplete()
        .then(Mono.just(ended));
  }
}
