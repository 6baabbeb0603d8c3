package exchange.core.credit;

import exchange.core.member.CreditTier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is known of members' credit; everything here is for all to read. */
public interface CreditFiles {

  /** Empty when there is no such member. */
  Mono<CreditHistory> history(UUID organizationId);

  /** As it was last graded; empty before the first time. */
  Mono<CreditFile> find(UUID organizationId);

  /** Of those of them that have been graded. */
  Mono<Map<UUID, CreditTier>> tiers(Set<UUID> organizationIds);

  /** What it was graded last; everybody begins as a newcomer. */
  default Mono<CreditTier> tier(UUID organizationId) {
    return tiers(Set.of(organizationId))
        .map(tiers -> tiers.getOrDefault(organizationId, CreditTier.NEWCOMER));
  }

  /**
   * Members whose file is no longer what their history says, whoever has waited longest first.
   *
   * @param age files of at least that age are, for time has passed; so are those with an objection
   *     whose time is over since
   */
  Flux<Stale> stale(Instant now, Duration age, int most);

  /**
   * @param seen what {@link #save} takes off the list, for it is in the history by then
   */
  record Stale(UUID organizationId, List<Long> seen) {}

  /** Keeps the file, and tells its member if it has come to another tier. */
  Mono<CreditFile> save(CreditFile file, Stale of);

  /**
   * Puts a scorecard in force from its own instant on, as the next version. Of two that begin at
   * the same instant the later one counts.
   */
  Mono<Scorecard> state(UUID id, Scorecard card);

  /** The scorecard in force then. */
  Mono<Scorecard> scorecard(Instant at);
}
