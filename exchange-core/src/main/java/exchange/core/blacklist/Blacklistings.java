package exchange.core.blacklist;

import exchange.core.values.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The blacklist. Every change and every question about now is by the store's own clock, by which
 * holds and contracts are refused as well: of a deal and a listing at the same time one comes
 * first.
 */
public interface Blacklistings {

  /**
   * Puts a member on it.
   *
   * @return as an error: {@code NOT_FOUND} if there is no such member, {@code MEMBER_BLACKLISTED}
   *     if it is on it already
   */
  Mono<Blacklisting> list(NewBlacklisting wanted);

  /** What an operator wants. */
  record NewBlacklisting(
      UUID id,
      UUID organizationId,
      Blacklisting.Reason reason,
      String words,
      UUID listedBy,
      Instant until) {}

  /**
   * Its member appeals.
   *
   * @param within so long an answer is due
   * @return as an error: {@code NOT_FOUND} if it is not the member's, {@code BLACKLISTING_ENDED},
   *     {@code APPEAL_USED}
   */
  Mono<Blacklisting> appeal(UUID id, UUID organizationId, String words, Duration within);

  /**
   * An operator answers an appeal: it stays.
   *
   * @return as an error: {@code NOT_FOUND}, {@code BLACKLISTING_ENDED}, {@code NO_APPEAL} without
   *     one that is open, {@code ANOTHER_OPERATOR_NEEDED} if it is who listed the member
   */
  Mono<Blacklisting> uphold(UUID id, UUID organizationId, UUID operatorId, String words);

  /**
   * An operator takes the member off, whether or not it appealed.
   *
   * @return as an error: {@code NOT_FOUND}, {@code BLACKLISTING_ENDED}
   */
  Mono<Blacklisting> lift(UUID id, UUID organizationId, UUID operatorId, String words);

  /** Those of a member, ended ones too. */
  Mono<Page<Blacklisting>> page(UUID organizationId, Page.Query query);

  /** The one of a member that is in force now; empty when it is not on the blacklist. */
  Mono<Blacklisting> inForce(UUID organizationId);

  /** All who are on it now. */
  Mono<Set<UUID>> members();

  /** Those whose appeal awaits an answer, whichever is due first, first. */
  Flux<Blacklisting> appealed(int most);
}
