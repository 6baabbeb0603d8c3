package exchange.api.postgres;

import exchange.core.billing.Claim;
import exchange.core.billing.Claims;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

public final class PostgresClaims implements Claims {
  private static final Function<String, Claim> CLAIM = Documents.reader(Claim.class);

  private final Database database;

  public PostgresClaims(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  /** What {@code command.file_claim} reads. */
  private record Filed(
      UUID id,
      UUID contractId,
      UUID callerId,
      long minor,
      String currency,
      String reason,
      Instant now) {}

  @Override
  public Mono<Claim> file(
      UUID id, UUID contractId, Caller caller, Money amount, String reason, Instant now) {
    return database.change(
        "file_claim",
        new Filed(
            id,
            contractId,
            caller.organizationId(),
            amount.getAmountMinorLong(),
            amount.getCurrencyUnit().getCode(),
            reason,
            now),
        CLAIM);
  }

  @Override
  public Mono<Claim> agree(UUID id, Caller caller) {
    return database.change(
        "agree_claim", Map.of("id", id, "callerId", caller.organizationId()), CLAIM);
  }

  @Override
  public Mono<Claim> rule(UUID id, Money award, String ruling) {
    return database.change(
        "rule_claim",
        Map.of(
            "id",
            id,
            "minor",
            award.getAmountMinorLong(),
            "currency",
            award.getCurrencyUnit().getCode(),
            "ruling",
            ruling),
        CLAIM);
  }

  @Override
  public Mono<Page<Claim>> page(Caller caller, Page.Query query) {
    return database.page(
        """
        select l.seq as seq, claim_json(l)::text
        from claim l join contract c on c.id = l.contract_id
        where l.seq < $1 and ($2 or c.exporter_id = $3 or c.owner_id = $3)""",
        query,
        CLAIM,
        caller.isOperator(),
        caller.organizationId());
  }
}
