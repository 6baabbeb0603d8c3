package exchange.core.credit;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import java.time.Clock;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An operator states how credit is worked out from an instant on. */
public final class StateScorecard {
  private final CreditFiles files;
  private final Clock clock;

  public StateScorecard(CreditFiles files, Clock clock) {
    this.files = files;
    this.clock = clock;
  }

  /**
   * @param card of whatever version
   * @return with the version that it was given; as an error: {@code FORBIDDEN}, {@code
   *     VALIDATION_FAILED}
   */
  public Mono<Scorecard> state(Caller caller, UUID id, Scorecard card) {
    caller.require(Role.OPERATOR);
    if (card.from().isBefore(clock.instant())) {
      throw Refusal.invalid("from", "must not be in the past");
    }
    card.requireWhole();
    return files.state(id, card);
  }
}
