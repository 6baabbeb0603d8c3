package exchange.core.blacklist;

import exchange.core.blacklist.Blacklistings.NewBlacklisting;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An operator puts a member on the blacklist, answers its appeal, or takes it off again. */
public final class BlacklistMember {
  private final Blacklistings blacklistings;
  private final Clock clock;

  public BlacklistMember(Blacklistings blacklistings, Clock clock) {
    this.blacklistings = blacklistings;
    this.clock = clock;
  }

  /**
   * @param id of the new blacklisting
   * @return as an error: {@code FORBIDDEN}, {@code VALIDATION_FAILED}, and what {@link
   *     Blacklistings#list} refuses
   */
  public Mono<Blacklisting> list(
      Caller caller,
      UUID id,
      UUID organizationId,
      Blacklisting.Reason reason,
      String words,
      Instant until) {
    caller.require(Role.OPERATOR);
    Instant now = clock.instant();
    if (!until.isAfter(now)) {
      throw Refusal.invalid("until", "must lie ahead");
    } else if (until.isAfter(now.plus(Blacklisting.LONGEST))) {
      throw Refusal.invalid(
          "until", "must be within " + Blacklisting.LONGEST.toDays() + " days; list again then");
    }
    return blacklistings.list(
        new NewBlacklisting(id, organizationId, reason, words, caller.organizationId(), until));
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Blacklistings#uphold} refuses
   */
  public Mono<Blacklisting> uphold(Caller caller, UUID organizationId, UUID id, String words) {
    caller.require(Role.OPERATOR);
    return blacklistings.uphold(id, organizationId, caller.organizationId(), words);
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Blacklistings#lift} refuses
   */
  public Mono<Blacklisting> lift(Caller caller, UUID organizationId, UUID id, String words) {
    caller.require(Role.OPERATOR);
    return blacklistings.lift(id, organizationId, caller.organizationId(), words);
  }
}
