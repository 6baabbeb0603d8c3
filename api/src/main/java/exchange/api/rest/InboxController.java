package exchange.api.rest;

import exchange.api.wire.Inbox;
import exchange.api.wire.InboxReading;
import exchange.api.wire.NewInboxReading;
import exchange.api.wire.NewNotificationPreferences;
import exchange.api.wire.NotificationPreferences;
import exchange.api.wire.ops.InboxApi;
import exchange.core.member.Caller;
import exchange.core.notice.LostMail;
import exchange.core.notice.NoticePreferences;
import exchange.core.notice.Notices;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.Versioned;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class InboxController implements InboxApi {
  private static final int MOST_LOST = 20;

  private final Notices notices;
  private final Writes writes;

  InboxController(Notices notices, Writes writes) {
    this.notices = notices;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<Inbox>> getInbox(
      UUID organizationId, Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return reader(organizationId, http)
        .flatMap(
            member ->
                Mono.zip(
                    notices.awaited(member).map(WireNotices::awaited).collectList(),
                    notices.unread(member),
                    notices.page(member, Cursors.query(limit, cursor))))
        .map(
            all ->
                new Inbox(all.getT1(), all.getT2(), all.getT3().map(WireNotices::item).items())
                    .nextCursor(Cursors.next(all.getT3())))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<InboxReading>> markInboxRead(
      String idempotencyKey,
      UUID organizationId,
      Mono<NewInboxReading> body,
      ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        Long.class,
        intent -> notices.markRead(own(organizationId, intent.caller()), intent.body().getUpTo()),
        (intent, upTo) -> Answers.ok(new InboxReading(upTo)));
  }

  @Override
  public Mono<ResponseEntity<NotificationPreferences>> getNotificationPreferences(
      UUID organizationId, ServerWebExchange http) {
    return reader(organizationId, http)
        .flatMap(member -> notices.preferences(member).flatMap(found -> answer(member, found)));
  }

  @Override
  public Mono<ResponseEntity<NotificationPreferences>> replaceNotificationPreferences(
      UUID organizationId,
      Mono<NewNotificationPreferences> body,
      @Nullable String ifMatch,
      ServerWebExchange http) {
    return Mono.zip(Callers.of(http), body)
        .flatMap(
            both -> {
              UUID member = own(organizationId, both.getT1());
              NoticePreferences preferences = WireNotices.preferences(both.getT2());
              return notices
                  .replace(member, preferences, Versions.required(ifMatch))
                  .flatMap(replaced -> answer(member, replaced));
            });
  }

  private Mono<ResponseEntity<NotificationPreferences>> answer(
      UUID member, Versioned<NoticePreferences> preferences) {
    Mono<List<LostMail>> lost = notices.lost(member, MOST_LOST).collectList();
    return lost.map(
        mails -> Answers.ok(preferences, found -> WireNotices.preferences(found, mails)));
  }

  /** An operator may look at everybody's. */
  private static Mono<UUID> reader(UUID organizationId, ServerWebExchange http) {
    return Callers.of(http)
        .map(caller -> caller.isOperator() ? organizationId : own(organizationId, caller));
  }

  private static UUID own(UUID organizationId, Caller caller) {
    if (!caller.organizationId().equals(organizationId)) {
      throw Refusal.of(RefusalCode.NOT_FOUND);
    }
    return organizationId;
  }
}
