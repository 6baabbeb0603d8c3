package exchange.api.postgres;

import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.sublet.ConsentRefusal;
import exchange.core.sublet.Sublet;
import exchange.core.sublet.Sublets;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresSublets implements Sublets {
  private static final Function<String, Sublet> SUBLET = Documents.reader(Sublet.class);

  private final Database database;

  public PostgresSublets(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Sublet> offer(Listing listing, Caller caller, Duration decideWithin) {
    return database.change(
        "offer_sublet",
        Map.of(
            "listing",
            listing,
            "callerId",
            caller.organizationId(),
            "decideMillis",
            decideWithin.toMillis()),
        SUBLET);
  }

  /** What {@code command.decide_sublet} reads. */
  private record Decision(UUID listingId, UUID callerId, Optional<ConsentRefusal> refusal) {}

  @Override
  public Mono<Sublet> decide(UUID listingId, Caller caller, Optional<ConsentRefusal> refusal) {
    return database.change(
        "decide_sublet", new Decision(listingId, caller.organizationId(), refusal), SUBLET);
  }

  @Override
  public Mono<Integer> lapse(int most) {
    return database.change("lapse_consents", Map.of("most", most), Integer::valueOf);
  }

  @Override
  public Mono<Page<Sublet>> page(Caller caller, Optional<UUID> contractId, Page.Query query) {
    return database.page(
        """
        select seq, sublet_json(u)::text from sublet u
        where seq < $1 and ($2 or tenant_id = $3 or lessor_id = $3)
          and ($4 is null or contract_id = $4)""",
        query,
        SUBLET,
        caller.isOperator(),
        caller.organizationId(),
        contractId.<Object>map(id -> id).orElse(Database.Nothing.OF_UUID));
  }

  @Override
  public Mono<Page<Sublet>> waiting(Caller caller, Page.Query query) {
    return database.page(
        """
        select seq, sublet_json(u)::text from sublet u
        where seq < $1 and lessor_id = $2 and consent = 'WAITING'""",
        query,
        SUBLET,
        caller.organizationId());
  }
}
