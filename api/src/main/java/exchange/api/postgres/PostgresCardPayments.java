package exchange.api.postgres;

import exchange.core.card.CardNews;
import exchange.core.card.CardPayment;
import exchange.core.card.CardPayments;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

public final class PostgresCardPayments implements CardPayments {
  private static final Function<String, CardPayment> PAYMENT = Documents.reader(CardPayment.class);
  private static final Function<String, List<CardPayment>> PAYMENTS =
      Documents.reader(new TypeReference<>() {});

  private final Database database;

  public PostgresCardPayments(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<CardPayment> request(UUID id, UUID memberId, Money amount, String card) {
    CurrencyUnit currency = amount.getCurrencyUnit();
    return database.change(
        "request_card_payment",
        Map.of(
            "id", id,
            "memberId", memberId,
            "minor", amount.getAmountMinorLong(),
            "currency", currency,
            "decimals", currency.getDecimalPlaces(),
            "card", card),
        PAYMENT);
  }

  @Override
  public Mono<CardPayment> learn(CardNews news) {
    return database.change("learn_card_payment", news, PAYMENT);
  }

  @Override
  public Mono<List<CardPayment>> claim(int most, Duration lease) {
    return database.change(
        "claim_card_payments", Map.of("most", most, "leaseMillis", lease.toMillis()), PAYMENTS);
  }

  @Override
  public Mono<CardPayment> find(UUID id, Caller caller) {
    return database.one(
        """
        select card_payment_json(c)::text from card_payment c
        where id = $1 and ($2 or member_id = $3)""",
        PAYMENT,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Page<CardPayment>> page(UUID memberId, Caller caller, Page.Query query) {
    return database
        .one(
            "select 'true' from organization where id = $1 and ($2 or id = $3)",
            known -> known,
            memberId,
            caller.isOperator(),
            caller.organizationId())
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .flatMap(
            known ->
                database.page(
                    """
                    select seq, card_payment_json(c)::text from card_payment c
                    where seq < $1 and member_id = $2""",
                    query,
                    PAYMENT,
                    memberId));
  }
}
