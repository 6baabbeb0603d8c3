package exchange.core.credit;

import exchange.core.member.Caller;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** A member objects, once, to a fact of its own credit file. */
public final class ObjectToFact {
  private final CreditObjections objections;
  private final Clock clock;

  public ObjectToFact(CreditObjections objections, Clock clock) {
    this.objections = objections;
    this.clock = clock;
  }

  /**
   * @param id of the new objection
   * @param eventId the fact's
   * @return as an error: {@code NOT_FOUND} for anybody else's file, and what {@link
   *     CreditObjections#file} refuses
   */
  public Mono<CreditObjection> object(
      Caller caller, UUID id, UUID organizationId, UUID eventId, String words) {
    if (!caller.organizationId().equals(organizationId)) {
      return Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND));
    }
    Instant now = clock.instant();
    return objections.file(
        new CreditObjection(
            id,
            organizationId,
            eventId,
            words,
            now,
            now.plus(CreditObjection.ANSWERED_WITHIN),
            Optional.empty()));
  }
}
