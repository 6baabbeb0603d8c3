package exchange.core.sublet;

import exchange.core.member.Caller;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Who lets a lease consents to its tenant's offer, or says why not. */
public final class DecideSublet {
  private final Sublets sublets;

  public DecideSublet(Sublets sublets) {
    this.sublets = sublets;
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Sublets#decide} refuses
   */
  public Mono<Sublet> consent(Caller caller, UUID listingId) {
    return caller.asLessor(sublets.decide(listingId, caller, Optional.empty()));
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Sublets#decide} refuses
   */
  public Mono<Sublet> refuse(Caller caller, UUID listingId, ConsentRefusal why) {
    return caller.asLessor(sublets.decide(listingId, caller, Optional.of(why)));
  }
}
