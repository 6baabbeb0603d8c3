package exchange.api.postgres;

import exchange.core.blacklist.Blacklisting;
import exchange.core.blacklist.Blacklistings;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

public final class PostgresBlacklistings implements Blacklistings {
  private static final Function<String, Blacklisting> BLACKLISTING =
      Documents.reader(Blacklisting.class);
  private static final Function<String, Set<UUID>> MEMBERS =
      Documents.reader(new TypeReference<Set<UUID>>() {});

  private final Database database;

  public PostgresBlacklistings(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Blacklisting> list(NewBlacklisting wanted) {
    return database.change("list_member", wanted, BLACKLISTING);
  }

  @Override
  public Mono<Blacklisting> appeal(UUID id, UUID organizationId, String words, Duration within) {
    return database.change(
        "appeal_blacklisting",
        Map.of(
            "id",
            id,
            "organizationId",
            organizationId,
            "words",
            words,
            "withinMillis",
            within.toMillis()),
        BLACKLISTING);
  }

  @Override
  public Mono<Blacklisting> uphold(UUID id, UUID organizationId, UUID operatorId, String words) {
    return decide("uphold_blacklisting", id, organizationId, operatorId, words);
  }

  @Override
  public Mono<Blacklisting> lift(UUID id, UUID organizationId, UUID operatorId, String words) {
    return decide("lift_blacklisting", id, organizationId, operatorId, words);
  }

  private Mono<Blacklisting> decide(
      String command, UUID id, UUID organizationId, UUID operatorId, String words) {
    return database.change(
        command,
        Map.of(
            "id", id, "organizationId", organizationId, "operatorId", operatorId, "words", words),
        BLACKLISTING);
  }

  @Override
  public Mono<Page<Blacklisting>> page(UUID organizationId, Page.Query query) {
    return database.page(
        """
        select seq, blacklisting_json(b)::text from blacklisting b
        where seq < $1 and organization_id = $2""",
        query,
        BLACKLISTING,
        organizationId);
  }

  @Override
  public Mono<Blacklisting> inForce(UUID organizationId) {
    return database.one(
        """
        select blacklisting_json(b)::text from blacklisting b
        where organization_id = $1 and lifted is null and until > now()""",
        BLACKLISTING,
        organizationId);
  }

  @Override
  public Mono<Set<UUID>> members() {
    return database.one("select blacklisted()::text", MEMBERS);
  }

  @Override
  public Flux<Blacklisting> appealed(int most) {
    return database.all(
        """
        select blacklisting_json(b)::text from blacklisting b
        where appeal is not null and upheld is null and lifted is null and until > now()
        order by answer_due limit $1""",
        BLACKLISTING,
        most);
  }
}
