package exchange.core.lease;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import java.time.Clock;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An operator states the rules for the leases to come. */
public final class StateRulebook {
  private final Rulebooks rulebooks;
  private final Clock clock;

  public StateRulebook(Rulebooks rulebooks, Clock clock) {
    this.rulebooks = rulebooks;
    this.clock = clock;
  }

  /**
   * @return as an error: {@code FORBIDDEN}, {@code VALIDATION_FAILED}
   */
  public Mono<Rulebook> state(Caller caller, UUID id, Rulebook rulebook) {
    caller.require(Role.OPERATOR);
    if (rulebook.from().isBefore(clock.instant())) {
      throw Refusal.invalid("from", "must not be in the past");
    }
    return rulebooks.state(id, rulebook);
  }
}
