package exchange.api.postgres;

import exchange.core.acceptance.Acceptance;
import exchange.core.acceptance.AcceptanceRecord;
import exchange.core.acceptance.Acceptances;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PostgresAcceptances implements Acceptances {
  private static final Function<String, Acceptance> ACCEPTANCE = Documents.reader(Acceptance.class);
  private static final Function<String, AcceptanceRecord> RECORD =
      Documents.reader(AcceptanceRecord.class);
  private static final Function<String, Boolean> YES_OR_NO = Documents.reader(Boolean.class);

  private final Database database;

  public PostgresAcceptances(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Acceptance> accept(UUID contractId, Caller caller, Instant now) {
    return database.change("accept_lease", payload(contractId, caller, now), ACCEPTANCE);
  }

  @Override
  public Mono<Acceptance> decline(
      UUID contractId,
      Caller caller,
      Acceptance.Reason reason,
      Optional<String> words,
      Instant now) {
    Map<String, Object> payload = payload(contractId, caller, now);
    payload.put("reason", reason);
    payload.put("words", words);
    return database.change("decline_lease", payload, ACCEPTANCE);
  }

  @Override
  public Mono<Acceptance> withdraw(UUID contractId, Caller caller, Instant now) {
    return database.change("withdraw_lease", payload(contractId, caller, now), ACCEPTANCE);
  }

  private static Map<String, Object> payload(UUID contractId, Caller caller, Instant now) {
    return new HashMap<>(
        Map.of("contractId", contractId, "callerId", caller.organizationId(), "now", now));
  }

  @Override
  public Flux<Acceptance> overdue(Instant now, int most) {
    return database.all(
        """
        select acceptance_json(a)::text from acceptance a
        where state = 'AWAITED' and answer_by <= $1::timestamptz order by answer_by limit $2""",
        ACCEPTANCE,
        now,
        most);
  }

  @Override
  public Mono<Boolean> lapse(UUID contractId, Instant now) {
    return database.change("lapse_lease", Map.of("contractId", contractId, "now", now), YES_OR_NO);
  }

  @Override
  public Mono<Acceptance> find(UUID contractId, Caller caller) {
    return database.one(
        """
        select acceptance_json(a)::text from acceptance a join contract c on c.id = a.contract_id
        where c.id = $1 and ($2 or c.exporter_id = $3 or c.owner_id = $3)""",
        ACCEPTANCE,
        contractId,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Page<Acceptance>> page(Caller caller, Page.Query query) {
    return database.page(
        """
        select c.seq as seq, acceptance_json(a)::text
        from acceptance a join contract c on c.id = a.contract_id
        where c.seq < $1 and ($2 or c.exporter_id = $3 or c.owner_id = $3)""",
        query,
        ACCEPTANCE,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<AcceptanceRecord> recordOf(UUID ownerId) {
    return database.one("select acceptance_record($1)::text", RECORD, ownerId);
  }
}
