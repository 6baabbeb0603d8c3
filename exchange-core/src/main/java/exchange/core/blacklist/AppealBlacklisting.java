package exchange.core.blacklist;

import exchange.core.member.Caller;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** A member says, once, why it should not be on the blacklist. */
public final class AppealBlacklisting {
  private final Blacklistings blacklistings;

  public AppealBlacklisting(Blacklistings blacklistings) {
    this.blacklistings = blacklistings;
  }

  /**
   * @return as an error: {@code NOT_FOUND} for anybody else's, and what {@link
   *     Blacklistings#appeal} refuses
   */
  public Mono<Blacklisting> appeal(Caller caller, UUID organizationId, UUID id, String words) {
    return caller.organizationId().equals(organizationId)
        ? blacklistings.appeal(id, organizationId, words, Blacklisting.ANSWERED_WITHIN)
        : Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND));
  }
}
