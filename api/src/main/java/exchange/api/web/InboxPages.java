package exchange.api.web;

import exchange.core.member.Caller;
import exchange.core.notice.Awaited;
import exchange.core.notice.LostMail;
import exchange.core.notice.Notice;
import exchange.core.notice.NoticePreferences;
import exchange.core.notice.Notices;
import exchange.core.notice.Topic;
import exchange.core.values.Page;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What a member is told, what waits for its answer, and what of it is mailed. */
@Controller
final class InboxPages {
  private static final int MOST_LOST = 20;

  private final Notices notices;
  private final EventWords words;
  private final Once once;

  InboxPages(Notices notices, EventWords words, Once once) {
    this.notices = notices;
    this.words = words;
    this.once = once;
  }

  /** One event. */
  record Told(String sentence, String path, Instant at, boolean unread) {}

  /** One answer that is owed. */
  record Asked(String sentence, String path, Optional<Instant> answerBy) {}

  /** One e-mail that did not arrive. */
  record Lost(String sentence, LostMail mail) {}

  @GetMapping("/inbox")
  Mono<Rendering> inbox(
      @RequestParam(required = false) Optional<Long> before, ServerWebExchange exchange) {
    return inbox(before, Language.of(exchange), exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> inbox(
      Optional<Long> before, Locale locale, ServerWebExchange exchange) {
    return Callers.of(exchange)
        .map(Caller::organizationId)
        .flatMap(
            member ->
                Mono.zip(
                    notices.page(member, Lists.query(before)),
                    notices.awaited(member).map(each -> asked(each, locale)).collectList()))
        .map(
            both -> {
              Page<Notice> page = both.getT1();
              Rendering.Builder<?> shown =
                  Lists.page("inbox", page.map(each -> told(each, locale)))
                      .modelAttribute("awaited", both.getT2())
                      .modelAttribute("first", before.isEmpty());
              page.items().stream()
                  .findFirst()
                  .ifPresent(newest -> shown.modelAttribute("newest", newest.position()));
              return shown;
            });
  }

  private Told told(Notice notice, Locale locale) {
    String kind = notice.event().kind();
    return new Told(
        words.sentence(kind, locale),
        EventWords.path(kind, notice.shownBy()),
        notice.event().at(),
        notice.unread());
  }

  private Asked asked(Awaited awaited, Locale locale) {
    String kind = awaited.kind().name();
    return new Asked(
        words.sentence(kind, locale), EventWords.path(kind, awaited.shownBy()), awaited.answerBy());
  }

  /** The number in the header, which every page is given. */
  @GetMapping("/inbox/unread")
  Rendering unread() {
    return Rendering.view("layout :: unread").build();
  }

  @PostMapping("/inbox/reading")
  Mono<Rendering> read(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Long.class,
        intent ->
            notices.markRead(intent.caller().organizationId(), intent.form().position("upTo")),
        upTo -> "/inbox",
        fields -> inbox(Optional.empty(), Language.of(exchange), exchange));
  }

  @GetMapping("/inbox/preferences")
  Mono<Rendering> preferences(ServerWebExchange exchange) {
    return preferences(Fields.NONE, exchange).map(Rendering.Builder::build);
  }

  private Mono<Rendering.Builder<?>> preferences(Fields fields, ServerWebExchange exchange) {
    Locale locale = Language.of(exchange);
    return Callers.of(exchange)
        .map(Caller::organizationId)
        .flatMap(
            member ->
                Mono.zip(
                    notices.preferences(member),
                    notices
                        .lost(member, MOST_LOST)
                        .map(each -> new Lost(words.sentence(each.event().kind(), locale), each))
                        .collectList()))
        .map(
            both ->
                Rendering.view("inbox-preferences")
                    .modelAttribute("preferences", both.getT1().value())
                    .modelAttribute("version", both.getT1().version())
                    .modelAttribute("lost", both.getT2())
                    .modelAttribute("fields", fields)
                    .modelAttribute("topics", Topic.values())
                    .modelAttribute("languages", NoticePreferences.LANGUAGES)
                    .modelAttribute("places", NoticePreferences.MOST_ADDRESSES));
  }

  @PostMapping("/inbox/preferences")
  Mono<Rendering> prefer(ServerWebExchange exchange) {
    return once.submit(
        exchange,
        Object.class,
        intent -> replace(intent.caller().organizationId(), intent.form()).cast(Object.class),
        replaced -> "/inbox/preferences",
        fields -> preferences(fields, exchange));
  }

  private Mono<?> replace(UUID member, Fields form) {
    List<String> addresses =
        form.all("addresses").stream().filter(address -> !address.isEmpty()).toList();
    Set<Topic> topics = EnumSet.noneOf(Topic.class);
    for (Topic topic : Topic.values()) {
      if (form.all("topics").contains(topic.name())) {
        topics.add(topic);
      }
    }
    return notices.replace(
        member,
        new NoticePreferences(addresses, topics, form.text("language")),
        form.whole("version"));
  }
}
