package exchange.api.rest;

import exchange.api.wire.BlacklistAppeal;
import exchange.api.wire.BlacklistDecision;
import exchange.api.wire.BlacklistReason;
import exchange.api.wire.BlacklistState;
import exchange.api.wire.BlacklistWords;
import exchange.api.wire.Blacklisting;
import exchange.api.wire.BlacklistingPage;
import exchange.api.wire.NewBlacklisting;
import exchange.api.wire.ops.BlacklistApi;
import exchange.core.blacklist.AppealBlacklisting;
import exchange.core.blacklist.BlacklistMember;
import exchange.core.blacklist.Blacklistings;
import exchange.core.member.Caller;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class BlacklistController implements BlacklistApi {
  private final Blacklistings blacklistings;
  private final BlacklistMember blacklistMember;
  private final AppealBlacklisting appealBlacklisting;
  private final Clock clock;
  private final Writes writes;

  BlacklistController(
      Blacklistings blacklistings,
      BlacklistMember blacklistMember,
      AppealBlacklisting appealBlacklisting,
      Clock clock,
      Writes writes) {
    this.blacklistings = blacklistings;
    this.blacklistMember = blacklistMember;
    this.appealBlacklisting = appealBlacklisting;
    this.clock = clock;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<Blacklisting>> blacklistMember(
      String idempotencyKey,
      UUID organizationId,
      Mono<NewBlacklisting> body,
      ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.blacklist.Blacklisting.class,
        intent ->
            blacklistMember.list(
                intent.caller(),
                intent.id(),
                organizationId,
                exchange.core.blacklist.Blacklisting.Reason.valueOf(
                    intent.body().getReason().name()),
                words(intent.body().getWords()),
                intent.body().getUntil().toInstant()),
        (intent, listed) ->
            ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(wire(listed)));
  }

  @Override
  public Mono<ResponseEntity<BlacklistingPage>> listBlacklistings(
      UUID organizationId, Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .filter(caller -> isOwn(caller, organizationId))
        .switchIfEmpty(Answers.missing())
        .flatMap(caller -> blacklistings.page(organizationId, Cursors.query(limit, cursor)))
        .map(
            page ->
                new BlacklistingPage(page.map(this::wire).items()).nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  static boolean isOwn(Caller caller, UUID organizationId) {
    return caller.isOperator() || caller.organizationId().equals(organizationId);
  }

  @Override
  public Mono<ResponseEntity<Blacklisting>> appealBlacklisting(
      String idempotencyKey,
      UUID organizationId,
      UUID blacklistingId,
      Mono<BlacklistWords> body,
      ServerWebExchange http) {
    return said(
        http, idempotencyKey, body, organizationId, blacklistingId, appealBlacklisting::appeal);
  }

  @Override
  public Mono<ResponseEntity<Blacklisting>> upholdBlacklisting(
      String idempotencyKey,
      UUID organizationId,
      UUID blacklistingId,
      Mono<BlacklistWords> body,
      ServerWebExchange http) {
    return said(
        http, idempotencyKey, body, organizationId, blacklistingId, blacklistMember::uphold);
  }

  @Override
  public Mono<ResponseEntity<Blacklisting>> liftBlacklisting(
      String idempotencyKey,
      UUID organizationId,
      UUID blacklistingId,
      Mono<BlacklistWords> body,
      ServerWebExchange http) {
    return said(http, idempotencyKey, body, organizationId, blacklistingId, blacklistMember::lift);
  }

  private interface Saying {
    Mono<exchange.core.blacklist.Blacklisting> say(
        Caller caller, UUID organizationId, UUID id, String words);
  }

  private Mono<ResponseEntity<Blacklisting>> said(
      ServerWebExchange http,
      String key,
      Mono<BlacklistWords> body,
      UUID organizationId,
      UUID id,
      Saying saying) {
    return writes.once(
        http,
        key,
        body,
        exchange.core.blacklist.Blacklisting.class,
        intent -> saying.say(intent.caller(), organizationId, id, words(intent.body().getWords())),
        (intent, blacklisting) -> Answers.ok(wire(blacklisting)));
  }

  private static String words(String words) {
    return WireValues.notBlank("words", words);
  }

  private Blacklisting wire(exchange.core.blacklist.Blacklisting each) {
    Blacklisting wire =
        new Blacklisting(
            each.id(),
            each.organizationId(),
            BlacklistReason.fromValue(each.reason().name()),
            each.words(),
            each.listedBy(),
            WireValues.time(each.since()),
            WireValues.time(each.until()),
            BlacklistState.fromValue(each.stateAt(clock.instant()).name()));
    each.appeal().map(BlacklistController::wire).ifPresent(wire::appeal);
    each.lifted().map(BlacklistController::wire).ifPresent(wire::lifted);
    return wire;
  }

  private static BlacklistAppeal wire(exchange.core.blacklist.Blacklisting.Appeal appeal) {
    BlacklistAppeal wire =
        new BlacklistAppeal(
            appeal.words(), WireValues.time(appeal.at()), WireValues.time(appeal.dueAt()));
    appeal.upheld().map(BlacklistController::wire).ifPresent(wire::upheld);
    return wire;
  }

  private static BlacklistDecision wire(exchange.core.blacklist.Blacklisting.Decision decision) {
    return new BlacklistDecision(decision.by(), decision.words(), WireValues.time(decision.at()));
  }
}
