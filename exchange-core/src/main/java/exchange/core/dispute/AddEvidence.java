package exchange.core.dispute;

import exchange.core.member.Caller;
import java.time.Clock;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** A party adds a file to a dispute that is not over. */
public final class AddEvidence {
  private final Disputes disputes;
  private final Clock clock;

  public AddEvidence(Disputes disputes, Clock clock) {
    this.disputes = disputes;
    this.clock = clock;
  }

  /**
   * @return as an error: what {@link Disputes#addEvidence} refuses
   */
  public Mono<Dispute> add(Caller caller, UUID id, EvidenceFile file) {
    return disputes.addEvidence(id, caller, file, clock.instant());
  }
}
