package exchange.api.postgres;

import exchange.core.ledger.Escrow;
import exchange.core.ledger.Ledger;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.PurposeTotal;
import exchange.core.member.Caller;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.joda.money.Money;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

public final class PostgresLedger implements Ledger {
  private static final Function<String, Money> MONEY = Documents.reader(Money.class);
  private static final Function<String, Escrow> ESCROW = Documents.reader(Escrow.class);
  private static final Function<String, PurposeTotal> TOTAL = Documents.reader(PurposeTotal.class);
  private static final Function<String, List<Money>> MONEYS =
      Documents.reader(new TypeReference<>() {});

  private final Database database;

  public PostgresLedger(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  /** What {@code command.deposit} reads. */
  private record Deposit(
      UUID id, UUID organizationId, long minor, String currency, int decimals, String reference) {}

  @Override
  public Mono<Money> deposit(UUID id, UUID organizationId, Money amount, String reference) {
    return database.change(
        "deposit",
        new Deposit(
            id,
            organizationId,
            amount.getAmountMinorLong(),
            amount.getCurrencyUnit().getCode(),
            amount.getCurrencyUnit().getDecimalPlaces(),
            reference),
        MONEY);
  }

  /** What {@code command.add_own_funds} reads. */
  private record OwnFunds(
      UUID id, Purpose purpose, long minor, String currency, int decimals, String reference) {}

  @Override
  public Mono<Money> addOwnFunds(UUID id, Purpose purpose, Money amount, String reference) {
    return database.change(
        "add_own_funds",
        new OwnFunds(
            id,
            purpose,
            amount.getAmountMinorLong(),
            amount.getCurrencyUnit().getCode(),
            amount.getCurrencyUnit().getDecimalPlaces(),
            reference),
        MONEY);
  }

  @Override
  public Mono<List<Money>> wallet(UUID organizationId, Caller caller) {
    return database
        .<List<Money>>one(
            """
            select (select coalesce(jsonb_agg(money_json(balance, currency) order by currency), '[]')
                    from account where owner_id = o.id and purpose = 'WALLET')::text
            from organization o where id = $1 and ($2 or id = $3)""",
            MONEYS,
            organizationId,
            caller.isOperator(),
            caller.organizationId())
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)));
  }

  /** A contract whose first period costs nothing has no account, and nothing in escrow. */
  @Override
  public Mono<Escrow> escrow(UUID contractId, Caller caller) {
    return database.one(
        """
        select jsonb_build_object('balance', money_json(held(c.id, 'ESCROW'), r.currency),
          'deposit', money_json(held(c.id, 'DEPOSIT'), r.currency))::text
        from contract c join reservation r on r.id = c.reservation_id
        where c.id = $1 and ($2 or c.exporter_id = $3 or c.owner_id = $3)""",
        ESCROW,
        contractId,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<List<PurposeTotal>> totals() {
    return database
        .all(
            """
            select jsonb_build_object('purpose', purpose, 'accounts', count(*),
              'total', money_json(sum(balance)::bigint, currency))::text
            from account group by currency, purpose order by currency, purpose""",
            TOTAL)
        .collectList();
  }
}
