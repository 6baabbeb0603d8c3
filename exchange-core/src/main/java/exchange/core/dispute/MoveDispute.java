package exchange.core.dispute;

import exchange.core.dispute.Dispute.Command;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import java.time.Clock;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** A party, or the operator, takes the next step of a dispute. */
public final class MoveDispute {
  private final Disputes disputes;
  private final Clock clock;

  public MoveDispute(Disputes disputes, Clock clock) {
    this.disputes = disputes;
    this.clock = clock;
  }

  /**
   * @param entryId on the timeline
   * @return as an error: {@code FORBIDDEN}, and what {@link Disputes#move} refuses
   */
  public Mono<Dispute> move(Caller caller, UUID entryId, UUID id, Move move) {
    if (move.command() == Command.RULE) {
      caller.require(Role.OPERATOR);
    }
    return disputes.move(id, entryId, caller, move, clock.instant());
  }
}
