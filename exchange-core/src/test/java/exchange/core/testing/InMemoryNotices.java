package exchange.core.testing;

import exchange.core.acceptance.Acceptance;
import exchange.core.billing.Amendment;
import exchange.core.billing.Claim;
import exchange.core.dispute.Dispute;
import exchange.core.event.Deliveries.Letter;
import exchange.core.event.Event;
import exchange.core.event.EventKind;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.notice.Awaited;
import exchange.core.notice.LostMail;
import exchange.core.notice.Notice;
import exchange.core.notice.NoticePreferences;
import exchange.core.notice.Notices;
import exchange.core.notice.Topic;
import exchange.core.novation.Novation;
import exchange.core.sublet.Sublet;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.Versioned;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** As {@code R__inbox.sql} does it. */
final class InMemoryNotices implements Notices {
  private static final Page.Query ALL = new Page.Query(1_000_000, Optional.empty());
  private static final Caller ANYBODY = new Caller(new UUID(0, 0), Set.of(Role.OPERATOR));

  private final Books books;
  private final Map<UUID, Long> readUpTo = new HashMap<>();
  private final Map<UUID, Versioned<NoticePreferences>> stated = new HashMap<>();

  InMemoryNotices(Books books) {
    this.books = books;
  }

  /** An e-mail address of a member. */
  record Mailbox(UUID id, UUID organizationId, String address) {
    static Mailbox of(UUID organizationId, String address) {
      byte[] both = (organizationId + address).getBytes(StandardCharsets.UTF_8);
      return new Mailbox(UUID.nameUUIDFromBytes(both), organizationId, address);
    }

    String url() {
      return "mailto:" + address;
    }
  }

  private List<Mailbox> mailboxes(UUID organizationId) {
    return preferred(organizationId).value().addresses().stream()
        .map(address -> Mailbox.of(organizationId, address))
        .toList();
  }

  /** If it is still named. */
  Optional<Mailbox> mailbox(UUID id) {
    return stated.keySet().stream()
        .flatMap(member -> mailboxes(member).stream())
        .filter(each -> each.id().equals(id))
        .findFirst();
  }

  List<Mailbox> wanting(Event event, List<UUID> parties) {
    Topic topic = Topic.of(EventKind.valueOf(event.kind()));
    return parties.stream()
        .distinct()
        .filter(party -> preferred(party).value().topics().contains(topic))
        .flatMap(party -> mailboxes(party).stream())
        .toList();
  }

  Letter letter(Mailbox mailbox, Event event) {
    Optional<Awaited> awaited =
        owed(mailbox.organizationId()).stream()
            .filter(each -> each.kind().name().equals(event.kind()))
            .filter(each -> each.subjectId().equals(event.subjectId()))
            .findFirst();
    return new Letter(
        preferred(mailbox.organizationId()).value().language(),
        shownBy(event, mailbox.organizationId()),
        awaited.isPresent(),
        awaited.flatMap(Awaited::answerBy));
  }

  private UUID shownBy(Event event, UUID reader) {
    UUID subject = event.subjectId();
    if (event.kind().startsWith("SUBLET_")) {
      return books.listings.get(subject).value().parent().orElseThrow().contractId();
    } else if (event.kind().startsWith("CLAIM_")) {
      return contractOf(subject);
    } else if (event.kind().equals(EventKind.RELEASE_FEE_DECIDED.name())) {
      return now(books.amendments.find(subject, ANYBODY).map(Amendment::contractId));
    }
    return event.kind().matches("(CREDIT|MEMBER|BLACKLISTING)_.*") ? reader : subject;
  }

  private UUID contractOf(UUID claim) {
    return now(books.claims.page(ANYBODY, ALL)).items().stream()
        .filter(each -> each.id().equals(claim))
        .map(Claim::contractId)
        .findFirst()
        .orElseThrow();
  }

  /** What is in memory is there at once, also for threads that must not wait. */
  private static <T> T now(Mono<T> mono) {
    return mono.toFuture().join();
  }

  @Override
  public Mono<Page<Notice>> page(UUID organizationId, Page.Query query) {
    return books.read(
        () ->
            books
                .events
                .of(organizationId, query)
                .map(
                    told ->
                        new Notice(
                            told.position(),
                            told.event(),
                            shownBy(told.event(), organizationId),
                            told.position() > readUpTo.getOrDefault(organizationId, 0L))));
  }

  @Override
  public Flux<Awaited> awaited(UUID organizationId) {
    return books.read(() -> owed(organizationId)).flatMapIterable(owed -> owed);
  }

  private List<Awaited> owed(UUID member) {
    Caller caller = new Caller(member, Set.of());
    Instant now = books.clock.instant();
    List<Awaited> all = new ArrayList<>();
    for (Acceptance each : now(books.acceptances.page(caller, ALL)).items()) {
      if (each.state() == Acceptance.State.AWAITED
          && each.asked()
          && each.terms().ownerId().equals(member)) {
        add(all, EventKind.ACCEPTANCE_ASKED, each.contractId(), each.answerBy());
      }
    }
    for (Sublet each : now(books.sublets.waiting(caller, ALL)).items()) {
      UUID contract = each.listing().parent().orElseThrow().contractId();
      all.add(
          new Awaited(EventKind.SUBLET_OFFERED, each.listing().id(), contract, each.decideBy()));
    }
    for (Novation each : books.novations.values()) {
      if (each.state() == Novation.State.OFFERED && each.terms().ownerId().equals(member)) {
        add(all, EventKind.NOVATION_OFFERED, each.id(), each.lapsesAt());
      } else if (each.state() == Novation.State.CONSENTED && each.newcomerId().equals(member)) {
        add(all, EventKind.NOVATION_CONSENTED, each.id(), each.lapsesAt());
      }
    }
    for (Claim each : now(books.claims.page(caller, ALL)).items()) {
      if (each.state() == Claim.State.FILED
          && books.contracts.get(each.contractId()).terms().exporterId().equals(member)) {
        all.add(new Awaited(EventKind.CLAIM_FILED, each.id(), each.contractId(), Optional.empty()));
      }
    }
    for (Dispute each : now(books.disputes.page(caller, ALL)).items()) {
      if (each.state() == Dispute.State.OPEN && each.respondentId().equals(member)) {
        add(all, EventKind.DISPUTE_OPENED, each.id(), each.answerBy());
      }
    }
    all.removeIf(each -> !each.answerBy().orElse(Instant.MAX).isAfter(now));
    all.sort(Comparator.comparing(each -> each.answerBy().orElse(Instant.MAX)));
    return all;
  }

  private static void add(List<Awaited> all, EventKind kind, UUID subject, Instant answerBy) {
    all.add(new Awaited(kind, subject, subject, Optional.of(answerBy)));
  }

  @Override
  public Mono<Integer> unread(UUID organizationId) {
    return page(organizationId, ALL)
        .map(page -> (int) page.items().stream().filter(Notice::unread).count())
        .map(count -> Math.min(count, MOST_COUNTED));
  }

  @Override
  public Mono<Long> markRead(UUID organizationId, long upTo) {
    return books.change(
        () -> readUpTo.merge(organizationId, Math.min(upTo, books.events.position()), Math::max));
  }

  @Override
  public Mono<Versioned<NoticePreferences>> preferences(UUID organizationId) {
    return books.read(() -> preferred(organizationId));
  }

  private Versioned<NoticePreferences> preferred(UUID organizationId) {
    return stated.getOrDefault(organizationId, new Versioned<>(NoticePreferences.FIRST, 1));
  }

  @Override
  public Mono<Versioned<NoticePreferences>> replace(
      UUID organizationId, NoticePreferences preferences, int version) {
    return books.change(
        () -> {
          if (preferred(organizationId).version() != version) {
            throw Refusal.of(RefusalCode.PRECONDITION_FAILED);
          }
          Versioned<NoticePreferences> now = new Versioned<>(preferences, version + 1);
          stated.put(organizationId, now);
          return now;
        });
  }

  @Override
  public Flux<LostMail> lost(UUID organizationId, int most) {
    return books
        .read(
            () ->
                mailboxes(organizationId).stream()
                    .flatMap(mailbox -> books.deliveries.lost(mailbox).stream())
                    .sorted(Comparator.comparing((LostMail each) -> each.event().at()).reversed())
                    .limit(most)
                    .toList())
        .flatMapIterable(lost -> lost);
  }
}
