package exchange.api.postgres;

import exchange.core.billing.Billing;
import exchange.core.billing.Billings;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.joda.money.Money;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class PostgresBillings implements Billings {
  private static final Function<String, Billing> BILLING = Documents.reader(Billing.class);
  private static final Function<String, Money> MONEY = Documents.reader(Money.class);

  private final Database database;

  public PostgresBillings(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Flux<Billing> due(Instant now, int most) {
    return database.all(
        """
        select billing_json(b)::text from billing b
        where state = 'RUNNING' and due_at <= $1::timestamptz order by due_at limit $2""",
        BILLING,
        now,
        most);
  }

  @Override
  public Mono<Billing> await(Billing billing, Instant at) {
    return step("await_billing", billing, Map.of("at", at));
  }

  @Override
  public Mono<Billing> request(Billing billing) {
    return step("request_period", billing, Map.of());
  }

  @Override
  public Mono<Billing> collect(Billing billing, Instant now) {
    return step("collect_period", billing, Map.of("now", now));
  }

  @Override
  public Mono<Billing> collectOrEnd(Billing billing, Instant now, int freeDays) {
    return step("collect_period_or_end", billing, Map.of("now", now, "freeDays", freeDays));
  }

  @Override
  public Mono<Billing> close(Billing billing, Instant now) {
    return step("close_period", billing, Map.of("now", now));
  }

  @Override
  public Mono<Billing> returnDeposit(Billing billing, Instant now) {
    return step("return_deposit", billing, Map.of("now", now));
  }

  private Mono<Billing> step(String command, Billing billing, Map<String, Object> more) {
    Map<String, Object> payload = new HashMap<>(more);
    payload.put("contractId", billing.contractId());
    payload.put("steps", billing.steps());
    return database.change(command, payload, BILLING);
  }

  @Override
  public Mono<Billing> cancel(UUID contractId, Caller caller, Money fee, Instant now) {
    return database.change(
        "cancel_contract",
        Map.of(
            "contractId",
            contractId,
            "callerId",
            caller.organizationId(),
            "feeMinor",
            fee.getAmountMinorLong(),
            "now",
            now),
        BILLING);
  }

  @Override
  public Mono<Page<Billing>> page(Caller caller, Page.Query query) {
    return database.page(
        """
        select c.seq as seq, billing_json(b)::text
        from billing b join contract c on c.id = b.contract_id
        where c.seq < $1 and ($2 or c.exporter_id = $3 or c.owner_id = $3)""",
        query,
        BILLING,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Billing> find(UUID contractId, Caller caller) {
    return database.one(
        """
        select billing_json(b)::text from billing b join contract c on c.id = b.contract_id
        where c.id = $1 and ($2 or c.exporter_id = $3 or c.owner_id = $3)""",
        BILLING,
        contractId,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Money> owedToOwner(UUID contractId, Caller caller) {
    return database.one(
        """
        select money_json(owed_to_owner(b, r), r.currency)::text
        from billing b join contract c on c.id = b.contract_id
          join reservation r on r.id = c.reservation_id
        where c.id = $1 and ($2 or c.exporter_id = $3 or c.owner_id = $3)""",
        MONEY,
        contractId,
        caller.isOperator(),
        caller.organizationId());
  }
}
