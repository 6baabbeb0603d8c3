package exchange.core.quote;

import exchange.core.capacity.HoldCapacity;
import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservation;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An exporter holds the space of a quote while it decides. */
public final class ReserveQuote {
  private final Quotes quotes;
  private final HoldCapacity holdCapacity;
  private final Clock clock;
  private final HoldLimits limits;

  public ReserveQuote(Quotes quotes, HoldCapacity holdCapacity, Clock clock, HoldLimits limits) {
    this.quotes = quotes;
    this.holdCapacity = holdCapacity;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * @param id of the new reservation
   * @return as an error: {@code FORBIDDEN}, {@code NOT_FOUND}, {@code QUOTE_EXPIRED}, and what
   *     {@link HoldCapacity#hold} refuses
   */
  public Mono<Reservation.Held> reserve(Caller caller, UUID id, UUID quoteId) {
    caller.require(Role.EXPORTER);
    return quotes
        .find(quoteId, caller)
        .filter(quote -> quote.terms().exporterId().equals(caller.organizationId()))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .filter(quote -> clock.instant().isBefore(quote.validUntil()))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.QUOTE_EXPIRED)))
        .flatMap(quote -> holdCapacity.hold(id, quote.terms(), limits));
  }
}
