package exchange.api.rest;

import exchange.api.wire.Consent;
import exchange.api.wire.NewSublet;
import exchange.api.wire.Sublet;
import exchange.api.wire.SubletPage;
import exchange.api.wire.SubletRefusal;
import exchange.api.wire.ops.SubletsApi;
import exchange.core.sublet.ConsentRefusal;
import exchange.core.sublet.DecideSublet;
import exchange.core.sublet.OfferSublet;
import exchange.core.sublet.Sublets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class SubletsController implements SubletsApi {
  private final Sublets sublets;
  private final OfferSublet offerSublet;
  private final DecideSublet decideSublet;
  private final Writes writes;

  SubletsController(
      Sublets sublets, OfferSublet offerSublet, DecideSublet decideSublet, Writes writes) {
    this.sublets = sublets;
    this.offerSublet = offerSublet;
    this.decideSublet = decideSublet;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<Sublet>> offerSublet(
      String idempotencyKey, UUID contractId, Mono<NewSublet> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.sublet.Sublet.class,
        intent -> offerSublet.offer(intent.caller(), intent.id(), contractId, part(intent.body())),
        (intent, made) ->
            ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(wire(made)));
  }

  private static OfferSublet.Part part(NewSublet wire) {
    return new OfferSublet.Part(
        wire.getQuantity(),
        WireValues.dates("window", wire.getWindow()),
        WireListings.rateCard(wire.getRateCard()),
        wire.getMinimumQuantity(),
        wire.getMinimumDays());
  }

  @Override
  public Mono<ResponseEntity<SubletPage>> listSublets(
      Integer limit, @Nullable String cursor, @Nullable UUID contractId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(
            caller ->
                sublets.page(caller, Optional.ofNullable(contractId), Cursors.query(limit, cursor)))
        .map(
            page ->
                new SubletPage(page.map(SubletsController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Sublet>> consentToSublet(
      String idempotencyKey, UUID subletId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.sublet.Sublet.class,
        intent -> decideSublet.consent(intent.caller(), subletId),
        (intent, decided) -> Answers.ok(wire(decided)));
  }

  @Override
  public Mono<ResponseEntity<Sublet>> refuseSublet(
      String idempotencyKey, UUID subletId, Mono<SubletRefusal> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.sublet.Sublet.class,
        intent ->
            decideSublet.refuse(
                intent.caller(), subletId, ConsentRefusal.valueOf(intent.body().getCode().name())),
        (intent, decided) -> Answers.ok(wire(decided)));
  }

  private static Sublet wire(exchange.core.sublet.Sublet sublet) {
    Sublet wire =
        new Sublet(
            WireListings.listing(sublet.listing()),
            sublet.listing().parent().orElseThrow().contractId(),
            sublet.lessorId(),
            Consent.fromValue(sublet.consent().name()));
    sublet.decideBy().map(WireValues::time).ifPresent(wire::decideBy);
    sublet
        .refusal()
        .map(why -> exchange.api.wire.ConsentRefusal.fromValue(why.name()))
        .ifPresent(wire::refusal);
    return wire;
  }
}
