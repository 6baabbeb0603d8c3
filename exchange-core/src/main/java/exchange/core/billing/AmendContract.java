package exchange.core.billing;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An exporter gives units of a lease back before its end, for the fee that its schedule states. */
public final class AmendContract {
  private final Billings billings;
  private final Amendments amendments;
  private final Clock clock;
  private final Duration validity;

  /**
   * @param validity how long the exchange stands by a quote
   */
  public AmendContract(Billings billings, Amendments amendments, Clock clock, Duration validity) {
    this.billings = billings;
    this.amendments = amendments;
    this.clock = clock;
    this.validity = validity;
  }

  /**
   * @param id of the new amendment
   * @param units that are left from {@code from} on, 0 for an early end
   * @return as an error: {@code FORBIDDEN}, {@code NOT_FOUND}, {@code VALIDATION_FAILED}, {@code
   *     NOTICE_TOO_SHORT}, and what {@link Amendments#add} refuses
   */
  public Mono<Amendment> quote(Caller caller, UUID id, UUID contractId, LocalDate from, int units) {
    caller.require(Role.EXPORTER);
    return billings
        .find(contractId, caller)
        .filter(lease -> lease.terms().exporterId().equals(caller.organizationId()))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .map(lease -> quote(id, lease, from, units, clock.instant()))
        .flatMap(amendments::add);
  }

  private Amendment quote(UUID id, Billing lease, LocalDate from, int units, Instant now) {
    lease.refuseEnded();
    return Amendment.quote(id, lease, from, units, now, now.plus(validity));
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Amendments#agree} refuses
   */
  public Mono<Amendment> agree(Caller caller, UUID id) {
    caller.require(Role.EXPORTER);
    return amendments.agree(id, caller, clock.instant());
  }
}
