package exchange.api.rest;

import exchange.api.wire.CardPayment;
import exchange.api.wire.CardPaymentPage;
import exchange.api.wire.CardPaymentState;
import exchange.api.wire.NewCardPayment;
import exchange.api.wire.ops.CardsApi;
import exchange.core.card.CardPayments;
import exchange.core.card.FundByCard;
import exchange.core.card.HearProvider;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class CardsController implements CardsApi {
  private final CardPayments payments;
  private final FundByCard fundByCard;
  private final HearProvider hearProvider;
  private final Writes writes;

  CardsController(
      CardPayments payments, FundByCard fundByCard, HearProvider hearProvider, Writes writes) {
    this.payments = payments;
    this.fundByCard = fundByCard;
    this.hearProvider = hearProvider;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<CardPayment>> payByCard(
      String idempotencyKey,
      UUID organizationId,
      Mono<NewCardPayment> body,
      ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.card.CardPayment.class,
        intent ->
            fundByCard.fund(
                intent.caller(),
                intent.id(),
                organizationId,
                WireValues.money("amount", intent.body().getAmount()),
                intent.body().getCard()),
        (intent, payment) ->
            Answers.created(CardsApi.PATH_GET_CARD_PAYMENT, payment.id(), wire(payment)));
  }

  private static CardPayment wire(exchange.core.card.CardPayment payment) {
    CardPayment wire =
        new CardPayment(
            payment.id(),
            payment.memberId(),
            WireValues.money(payment.amount()),
            CardPaymentState.fromValue(payment.state().name()),
            WireValues.time(payment.requestedAt()));
    payment.reason().ifPresent(wire::setReason);
    return wire;
  }

  @Override
  public Mono<ResponseEntity<CardPaymentPage>> listCardPayments(
      UUID organizationId, Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> payments.page(organizationId, caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new CardPaymentPage(page.map(CardsController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<CardPayment>> getCardPayment(
      UUID cardPaymentId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> payments.find(cardPaymentId, caller))
        .switchIfEmpty(Answers.missing())
        .map(CardsController::wire)
        .map(Answers::ok);
  }

  /** One that is about nothing of ours is taken as well, lest it come again and again. */
  @Override
  public Mono<ResponseEntity<Void>> hearCardProvider(Mono<String> body, ServerWebExchange http) {
    return body.flatMap(hearProvider::hear).then(Mono.just(ResponseEntity.noContent().build()));
  }
}
