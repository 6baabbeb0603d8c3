package exchange.core.lease;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An exporter turns a hold into a lease and pays its first period into escrow. */
public final class ConfirmReservation {
  private final Contracts contracts;

  public ConfirmReservation(Contracts contracts) {
    this.contracts = contracts;
  }

  /**
   * @param contractId of the new contract
   * @return as an error: {@code FORBIDDEN}, and what {@link Contracts#settle} refuses
   */
  public Mono<Contract> confirm(Caller caller, UUID contractId, UUID reservationId) {
    caller.require(Role.EXPORTER);
    return contracts.settle(contractId, reservationId, caller);
  }
}
