package exchange.api.postgres;

import exchange.core.notice.Awaited;
import exchange.core.notice.LostMail;
import exchange.core.notice.Notice;
import exchange.core.notice.NoticePreferences;
import exchange.core.notice.Notices;
import exchange.core.values.Page;
import exchange.core.values.Versioned;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

public final class PostgresNotices implements Notices {
  private static final int MOST_AWAITED = 200;
  private static final Function<String, Notice> NOTICE = Documents.reader(Notice.class);
  private static final Function<String, Awaited> AWAITED = Documents.reader(Awaited.class);
  private static final Function<String, LostMail> LOST = Documents.reader(LostMail.class);
  private static final Function<String, Versioned<NoticePreferences>> PREFERENCES =
      Documents.reader(new TypeReference<>() {});

  private final Database database;

  public PostgresNotices(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Page<Notice>> page(UUID organizationId, Page.Query query) {
    return database.page(
        """
        select seq, jsonb_build_object('position', seq, 'event', event_json(e),
          'shownBy', shown_by(e), 'unread', seq > (select read_up_to($2)))::text
        from events_of($2, $1, $3) e""",
        query,
        NOTICE,
        organizationId,
        query.limit() + 1);
  }

  @Override
  public Flux<Awaited> awaited(UUID organizationId) {
    return database.all(
        """
        select jsonb_build_object('kind', kind, 'subjectId', subject, 'shownBy', shown_by,
          'answerBy', answer_by)::text
        from awaited_answer where organization_id = $1 order by answer_by limit $2""",
        AWAITED,
        organizationId,
        MOST_AWAITED);
  }

  @Override
  public Mono<Integer> unread(UUID organizationId) {
    return database.one(
        "select unread($1, $2)::text", Integer::valueOf, organizationId, MOST_COUNTED);
  }

  @Override
  public Mono<Long> markRead(UUID organizationId, long upTo) {
    return database.change(
        "mark_read", Map.of("organizationId", organizationId, "upTo", upTo), Long::valueOf);
  }

  @Override
  public Mono<Versioned<NoticePreferences>> preferences(UUID organizationId) {
    return database
        .one(
            """
            select versioned(preferences, version)::text from inbox
            where organization_id = $1 and preferences is not null""",
            PREFERENCES,
            organizationId)
        .defaultIfEmpty(new Versioned<>(NoticePreferences.FIRST, 1));
  }

  @Override
  public Mono<Versioned<NoticePreferences>> replace(
      UUID organizationId, NoticePreferences preferences, int version) {
    return database.change(
        "replace_notice_preferences",
        Map.of("organizationId", organizationId, "preferences", preferences, "version", version),
        PREFERENCES);
  }

  @Override
  public Flux<LostMail> lost(UUID organizationId, int most) {
    return database.all(
        """
        select jsonb_build_object('address', substr(w.url, length('mailto:') + 1),
          'event', event_json(e), 'answer', d.answer, 'at', d.ended_at)::text
        from webhook w join delivery d on d.webhook_id = w.id join event e on e.seq = d.event_seq
        where w.organization_id = $1 and w.topics is not null and w.state = 'ENABLED'
          and d.state = 'FAILED'
        order by d.event_seq desc limit $2""",
        LOST,
        organizationId,
        most);
  }
}
