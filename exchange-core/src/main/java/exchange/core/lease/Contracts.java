package exchange.core.lease;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The leases; both parties see theirs, an operator all. */
public interface Contracts {

  /**
   * Turns a held reservation of the caller into a contract and moves its first period from the
   * exporter's wallet into escrow, all or nothing; its siblings become contracts with it, or none
   * does. If an owner is to decide on one of them, none runs before all are accepted.
   *
   * @param id of the new contract; those of its siblings follow from it
   * @return as an error: {@code NOT_FOUND}, {@code RESERVATION_EXPIRED}, {@code RESERVATION_ENDED},
   *     {@code INSUFFICIENT_FUNDS}, {@code ACCEPTANCE_TOO_LATE}
   */
  Mono<Contract> settle(UUID id, UUID reservationId, Caller caller);

  /** Empty when it does not exist or the caller is no party to it. */
  Mono<Contract> find(UUID id, Caller caller);

  Mono<Page<Contract>> page(Caller caller, Page.Query query);
}
