package exchange.core.matching;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An operator asks for a matching round; a worker picks it up. */
public final class StartMatchingRound {
  private final MatchingRounds rounds;

  public StartMatchingRound(MatchingRounds rounds) {
    this.rounds = rounds;
  }

  /**
   * @return {@code FORBIDDEN} as an error unless the caller is an operator
   */
  public Mono<MatchingRound> start(Caller caller, UUID id, MatchingRound.Settings settings) {
    caller.require(Role.OPERATOR);
    return rounds.open(id, settings);
  }
}
