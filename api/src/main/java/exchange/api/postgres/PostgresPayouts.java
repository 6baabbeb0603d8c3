package exchange.api.postgres;

import exchange.core.bank.BankAccount;
import exchange.core.bank.PaymentFile;
import exchange.core.bank.Payout;
import exchange.core.bank.Payouts;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

public final class PostgresPayouts implements Payouts {
  private static final Function<String, Payout> PAYOUT = Documents.reader(Payout.class);
  private static final Function<String, PaymentFile> FILE = Documents.reader(PaymentFile.class);

  private final Database database;

  public PostgresPayouts(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Payout> request(UUID id, UUID memberId, Money amount, BankAccount creditor) {
    CurrencyUnit currency = amount.getCurrencyUnit();
    return database.change(
        "request_payout",
        Map.of(
            "id", id,
            "memberId", memberId,
            "minor", amount.getAmountMinorLong(),
            "currency", currency,
            "decimals", currency.getDecimalPlaces(),
            "creditor", creditor),
        PAYOUT);
  }

  @Override
  public Mono<Payout> approve(UUID id, UUID operatorId) {
    return database.change("approve_payout", Map.of("id", id, "operatorId", operatorId), PAYOUT);
  }

  @Override
  public Mono<Payout> cancel(UUID id, Caller caller) {
    return database.change(
        "cancel_payout",
        Map.of("id", id, "callerId", caller.organizationId(), "operator", caller.isOperator()),
        PAYOUT);
  }

  @Override
  public Mono<Payout> find(UUID id, Caller caller) {
    return database.one(
        "select payout_json(o)::text from payout o where id = $1 and ($2 or member_id = $3)",
        PAYOUT,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Page<Payout>> page(Caller caller, Page.Query query) {
    return database.page(
        """
        select seq, payout_json(o)::text from payout o
        where seq < $1 and ($2 or member_id = $3)""",
        query,
        PAYOUT,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<PaymentFile> write(UUID id, CurrencyUnit currency, BankAccount debtor) {
    return database.change(
        "write_payment_file", Map.of("id", id, "currency", currency, "debtor", debtor), FILE);
  }

  @Override
  public Mono<PaymentFile> file(UUID id) {
    return database.one(
        "select payment_file_json(f)::text from payment_file f where id = $1", FILE, id);
  }

  @Override
  public Mono<Page<PaymentFile>> files(Page.Query query) {
    return database.page(
        "select seq, payment_file_json(f)::text from payment_file f where seq < $1", query, FILE);
  }
}
