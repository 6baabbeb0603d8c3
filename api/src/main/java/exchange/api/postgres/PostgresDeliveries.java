package exchange.api.postgres;

import exchange.core.event.Deliveries;
import exchange.core.event.Delivery;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PostgresDeliveries implements Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresDeliveries.class);

  private static final Function<String, Delivery> DELIVERY = Documents.reader(Delivery.class);
  private static final Function<String, Dispatch> DISPATCH = Documents.reader(Dispatch.class);
  private static final Function<String, Boolean> DONE = Documents.reader(Boolean.class);
  private static final Function<String, Integer> COUNT = Documents.reader(Integer.class);

  private final Database database;

  public PostgresDeliveries(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Page<Delivery>> page(UUID webhookId, Caller caller, Page.Query query) {
    return database.page(
        """
        select d.event_seq as seq, delivery_json(d)::text
        from delivery d join webhook w on w.id = d.webhook_id
        where d.event_seq < $1 and d.webhook_id = $2 and w.state <> 'REMOVED'
          and w.topics is null and ($3 or w.organization_id = $4)""",
        query,
        DELIVERY,
        webhookId,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Delivery> redeliver(UUID webhookId, UUID id, Caller caller) {
    return database.change(
        "redeliver",
        Map.of(
            "id",
            id,
            "webhookId",
            webhookId,
            "callerId",
            caller.organizationId(),
            "operator",
            caller.isOperator()),
        DELIVERY);
  }

  /** What {@code claim_deliveries} reads. */
  private record ClaimMillis(
      int most, int mostEach, Set<UUID> without, long leaseMillis, int tries) {}

  @Override
  public Flux<Dispatch> claim(Claim claim) {
    String payload =
        Documents.write(
            new ClaimMillis(
                claim.most(),
                claim.mostEach(),
                claim.without(),
                claim.lease().toMillis(),
                claim.tries()));
    return database
        .all("select claimed::text from claim_deliveries($1::jsonb) claimed", json -> json, payload)
        .concatMap(PostgresDeliveries::dispatch);
  }

  /** One that cannot be read stays claimed until its tries are used up, and is nobody else's. */
  private static Mono<Dispatch> dispatch(String json) {
    return Mono.fromSupplier(() -> DISPATCH.apply(json))
        .onErrorResume(
            unreadable -> {
              LOG.error("This cannot be sent: {}", json, unreadable);
              return Mono.empty();
            });
  }

  @Override
  public Mono<Void> delivered(Dispatch dispatch, String answer) {
    return record("record_attempt", dispatch, answer, Map.of("delivered", true));
  }

  @Override
  public Mono<Void> failed(Dispatch dispatch, String answer, Optional<Duration> again) {
    return record(
        "record_attempt",
        dispatch,
        answer,
        again
            .<Map<String, Object>>map(delay -> Map.of("againMillis", delay.toMillis()))
            .orElse(Map.of()));
  }

  @Override
  public Mono<Void> refused(Dispatch dispatch, String answer) {
    return record("disable_webhook", dispatch, answer, Map.of());
  }

  private Mono<Void> record(
      String command, Dispatch dispatch, String answer, Map<String, Object> more) {
    Map<String, Object> payload = new HashMap<>(more);
    payload.put("deliveryId", dispatch.deliveryId());
    payload.put("webhookId", dispatch.webhookId());
    payload.put("attempt", dispatch.attempt());
    payload.put("answer", answer);
    return database.change(command, payload, DONE).then();
  }

  @Override
  public Mono<Integer> forget(Duration age, int most) {
    return database.change(
        "forget_deliveries", Map.of("ageMillis", age.toMillis(), "most", most), COUNT);
  }
}
