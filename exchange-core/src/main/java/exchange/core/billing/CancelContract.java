package exchange.core.billing;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An exporter cancels a lease before its first day, for the fee that its schedule states. */
public final class CancelContract {
  private final Billings billings;
  private final Clock clock;

  public CancelContract(Billings billings, Clock clock) {
    this.billings = billings;
    this.clock = clock;
  }

  /**
   * @return as an error: {@code FORBIDDEN}, {@code NOT_FOUND}, {@code CONTRACT_ENDED}, {@code
   *     CANCELLATION_TOO_LATE}
   */
  public Mono<Billing> cancel(Caller caller, UUID contractId) {
    caller.require(Role.EXPORTER);
    return billings
        .find(contractId, caller)
        .filter(billing -> billing.terms().exporterId().equals(caller.organizationId()))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .flatMap(
            billing -> {
              Instant now = clock.instant();
              return billings.cancel(contractId, caller, billing.cancellationFee(now), now);
            });
  }
}
