package exchange.core.billing;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import java.time.Clock;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** An owner claims a part of a deposit, and the exporter agrees or an operator rules. */
public final class ClaimDeposit {
  private final Claims claims;
  private final Clock clock;

  public ClaimDeposit(Claims claims, Clock clock) {
    this.claims = claims;
    this.clock = clock;
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Claims#file} refuses
   */
  public Mono<Claim> file(Caller caller, UUID id, UUID contractId, Money amount, String reason) {
    if (amount.isNegativeOrZero()) {
      throw Refusal.invalid("amount.amount", "must be above 0");
    }
    return caller.asLessor(claims.file(id, contractId, caller, amount, reason, clock.instant()));
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Claims#agree} refuses
   */
  public Mono<Claim> agree(Caller caller, UUID id) {
    caller.require(Role.EXPORTER);
    return claims.agree(id, caller);
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Claims#rule} refuses
   */
  public Mono<Claim> rule(Caller caller, UUID id, Money award, String ruling) {
    caller.require(Role.OPERATOR);
    if (award.isNegative()) {
      throw Refusal.invalid("award.amount", "must not be below 0");
    }
    return claims.rule(id, award, ruling);
  }
}
