package exchange.api.postgres;

import exchange.core.lease.Contract;
import exchange.core.member.Caller;
import exchange.core.novation.Novation;
import exchange.core.novation.Novation.Reason;
import exchange.core.novation.Novations;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresNovations implements Novations {
  private static final Function<String, Novation> NOVATION = Documents.reader(Novation.class);
  private static final Function<String, Contract> CONTRACT = Documents.reader(Contract.class);

  private final Database database;

  public PostgresNovations(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Novation> offer(Novation offer) {
    int decimals = offer.price().getCurrencyUnit().getDecimalPlaces();
    return database.change(
        "offer_novation", Map.of("novation", offer, "decimals", decimals), NOVATION);
  }

  @Override
  public Mono<Novation> find(UUID id, Caller caller) {
    return database.one(
        """
        select novation_json(n)::text from novation n
        where id = $1 and ($2 or holder_id = $3 or newcomer_id = $3 or owner_id = $3)""",
        NOVATION,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Page<Novation>> page(Caller caller, Page.Query query) {
    return database.page(
        """
        select seq, novation_json(n)::text from novation n
        where seq < $1 and ($2 or holder_id = $3 or newcomer_id = $3 or owner_id = $3)""",
        query,
        NOVATION,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Novation> consent(UUID id, Caller caller, Instant until, Instant now) {
    return answer("consent_novation", id, caller, now, Map.of("until", until));
  }

  @Override
  public Mono<Novation> refuse(UUID id, Caller caller, Reason reason, Instant now) {
    return answer("refuse_novation", id, caller, now, Map.of("reason", reason));
  }

  @Override
  public Mono<Novation> withdraw(UUID id, Caller caller, Instant now) {
    return answer("withdraw_novation", id, caller, now, Map.of());
  }

  private Mono<Novation> answer(
      String command, UUID id, Caller caller, Instant now, Map<String, Object> more) {
    return database.change(command, payload(id, caller, now, more), NOVATION);
  }

  private static Map<String, Object> payload(
      UUID id, Caller caller, Instant now, Map<String, Object> more) {
    Map<String, Object> payload = new HashMap<>(more);
    payload.put("id", id);
    payload.put("callerId", caller.organizationId());
    payload.put("now", now);
    return payload;
  }

  @Override
  public Mono<Contract> take(UUID id, UUID contractId, Caller caller, String goods, Instant now) {
    Map<String, Object> more = Map.of("contractId", contractId, "goods", goods);
    return database.change("take_novation", payload(id, caller, now, more), CONTRACT);
  }

  @Override
  public Mono<Integer> lapseDue(Instant now) {
    return database.change("lapse_novations", Map.of("now", now), Integer::valueOf);
  }
}
