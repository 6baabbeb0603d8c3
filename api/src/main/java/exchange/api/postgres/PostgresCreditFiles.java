package exchange.api.postgres;

import exchange.core.credit.CreditFile;
import exchange.core.credit.CreditFiles;
import exchange.core.credit.CreditHistory;
import exchange.core.credit.Scorecard;
import exchange.core.member.CreditTier;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

public final class PostgresCreditFiles implements CreditFiles {
  private static final Function<String, CreditHistory> HISTORY =
      Documents.reader(CreditHistory.class);
  private static final Function<String, CreditFile> FILE = Documents.reader(CreditFile.class);
  private static final Function<String, Stale> STALE = Documents.reader(Stale.class);
  private static final Function<String, Scorecard> SCORECARD = Documents.reader(Scorecard.class);
  private static final Function<String, Map<UUID, CreditTier>> TIERS =
      Documents.reader(new TypeReference<Map<UUID, CreditTier>>() {});

  private final Database database;
  private final Lookups<UUID, CreditTier> tiers = new Lookups<>(this::tiers);

  public PostgresCreditFiles(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<CreditHistory> history(UUID organizationId) {
    return database.one(
        "select credit_history($1)::text where exists (select from organization where id = $1)",
        HISTORY,
        organizationId);
  }

  @Override
  public Mono<CreditFile> find(UUID organizationId) {
    return database.one(
        "select doc::text from credit_file where organization_id = $1", FILE, organizationId);
  }

  @Override
  public Mono<Map<UUID, CreditTier>> tiers(Set<UUID> organizationIds) {
    return database.one(
        """
        select coalesce(jsonb_object_agg(organization_id, tier), '{}')::text
        from credit_file where organization_id = any ($1)""",
        TIERS,
        (Object) organizationIds.toArray(UUID[]::new));
  }

  @Override
  public Mono<CreditTier> tier(UUID organizationId) {
    return tiers.find(organizationId).defaultIfEmpty(CreditTier.NEWCOMER);
  }

  @Override
  public Flux<Stale> stale(Instant now, Duration age, int most) {
    return database.all(
        """
        select jsonb_build_object('organizationId', organization_id, 'seen', seen)::text from (
          select organization_id, jsonb_agg(seq) as seen, min(seq) as first from credit_due
          group by organization_id
          union all
          select organization_id, '[]', null from (
            select organization_id from credit_file where graded_at <= $1::timestamptz
            union
            select organization_id from objection o join credit_file f using (organization_id)
            where o.verdict is null and o.due_at <= $2::timestamptz and o.due_at > f.graded_at
            ) old
          where not exists (
            select from credit_due d where d.organization_id = old.organization_id)
          ) stale
        order by first nulls last limit $3""",
        STALE,
        now.minus(age),
        now,
        most);
  }

  @Override
  public Mono<CreditFile> save(CreditFile file, Stale of) {
    return database.change("keep_credit", Map.of("file", file, "seen", of.seen()), FILE);
  }

  @Override
  public Mono<Scorecard> state(UUID id, Scorecard card) {
    return database.change("state_scorecard", Map.of("id", id, "card", card), SCORECARD);
  }

  @Override
  public Mono<Scorecard> scorecard(Instant at) {
    return database.one(
        """
        select doc::text from scorecard where valid_from <= $1::timestamptz
        order by valid_from desc, seq desc limit 1""",
        SCORECARD,
        at);
  }
}
