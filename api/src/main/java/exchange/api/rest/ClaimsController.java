package exchange.api.rest;

import exchange.api.wire.Claim;
import exchange.api.wire.ClaimPage;
import exchange.api.wire.ClaimState;
import exchange.api.wire.NewClaim;
import exchange.api.wire.Ruling;
import exchange.api.wire.ops.ClaimsApi;
import exchange.core.billing.ClaimDeposit;
import exchange.core.billing.Claims;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class ClaimsController implements ClaimsApi {
  private final Claims claims;
  private final ClaimDeposit claimDeposit;
  private final Writes writes;

  ClaimsController(Claims claims, ClaimDeposit claimDeposit, Writes writes) {
    this.claims = claims;
    this.claimDeposit = claimDeposit;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<Claim>> fileClaim(
      String idempotencyKey, UUID contractId, Mono<NewClaim> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.billing.Claim.class,
        intent ->
            claimDeposit.file(
                intent.caller(),
                intent.id(),
                contractId,
                WireValues.money("amount", intent.body().getAmount()),
                WireValues.notBlank("reason", intent.body().getReason())),
        (intent, claim) ->
            ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(wire(claim)));
  }

  @Override
  public Mono<ResponseEntity<ClaimPage>> listClaims(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> claims.page(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new ClaimPage(page.map(ClaimsController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Claim>> agreeClaim(
      String idempotencyKey, UUID claimId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.billing.Claim.class,
        intent -> claimDeposit.agree(intent.caller(), claimId),
        (intent, claim) -> Answers.ok(wire(claim)));
  }

  @Override
  public Mono<ResponseEntity<Claim>> ruleClaim(
      String idempotencyKey, UUID claimId, Mono<Ruling> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.billing.Claim.class,
        intent ->
            claimDeposit.rule(
                intent.caller(),
                claimId,
                WireValues.money("award", intent.body().getAward()),
                WireValues.notBlank("reason", intent.body().getReason())),
        (intent, claim) -> Answers.ok(wire(claim)));
  }

  private static Claim wire(exchange.core.billing.Claim claim) {
    Claim wire =
        new Claim(
            claim.id(),
            claim.contractId(),
            WireValues.money(claim.amount()),
            claim.reason(),
            ClaimState.fromValue(claim.state().name()),
            WireValues.time(claim.filedAt()));
    claim.awarded().map(WireValues::money).ifPresent(wire::awarded);
    claim.ruling().ifPresent(wire::ruling);
    return wire;
  }
}
