package exchange.core.testing;

import exchange.core.credit.CreditFact.Objected;
import exchange.core.credit.CreditObjection;
import exchange.core.credit.CreditObjection.Answer;
import exchange.core.credit.CreditObjection.Verdict;
import exchange.core.credit.CreditObjections;
import exchange.core.event.EventKind;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** As {@code R__member_objections.sql} does it. */
final class InMemoryCreditObjections implements CreditObjections {
  private final Books books;
  private final InMemoryCreditFiles files;
  private final Map<UUID, CreditObjection> all = new LinkedHashMap<>();

  InMemoryCreditObjections(Books books, InMemoryCreditFiles files) {
    this.books = books;
    this.files = files;
  }

  /** What everybody may know of an objection to a fact. */
  Optional<Objected> to(UUID member, UUID eventId) {
    return of(member, eventId)
        .map(
            each ->
                new Objected(
                    each.filedAt(),
                    each.dueAt(),
                    each.answer().map(said -> new Objected.Answered(said.at(), said.verdict()))));
  }

  private Optional<CreditObjection> of(UUID member, UUID eventId) {
    return all.values().stream()
        .filter(each -> each.organizationId().equals(member) && each.eventId().equals(eventId))
        .findFirst();
  }

  /** Whether the time of an unanswered one was over after {@code graded}, and is {@code now}. */
  boolean ranOut(UUID member, Instant graded, Instant now) {
    return all.values().stream()
        .filter(each -> each.organizationId().equals(member) && each.answer().isEmpty())
        .anyMatch(each -> each.dueAt().isAfter(graded) && !each.dueAt().isAfter(now));
  }

  @Override
  public Mono<CreditObjection> file(CreditObjection objection) {
    return books.change(
        () -> {
          UUID member = objection.organizationId();
          if (all.containsKey(objection.id())) {
            return all.get(objection.id());
          } else if (!files.isFact(member, objection.eventId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          } else if (of(member, objection.eventId()).isPresent()) {
            throw Refusal.of(RefusalCode.ALREADY_OBJECTED);
          }
          all.put(objection.id(), objection);
          books.events.emit(EventKind.CREDIT_OBJECTION_FILED, objection.id(), member);
          return objection;
        });
  }

  @Override
  public Mono<CreditObjection> answer(UUID id, UUID organizationId, Answer answer) {
    return books.change(
        () -> {
          CreditObjection found = all.get(id);
          if (found == null || !found.organizationId().equals(organizationId)) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          } else if (found.answer().isPresent()) {
            throw Refusal.of(RefusalCode.OBJECTION_ANSWERED);
          }
          CreditObjection answered =
              new CreditObjection(
                  id,
                  organizationId,
                  found.eventId(),
                  found.words(),
                  found.filedAt(),
                  found.dueAt(),
                  Optional.of(answer));
          all.put(id, answered);
          books.events.emit(
              answer.verdict() == Verdict.STRUCK
                  ? EventKind.CREDIT_FACT_STRUCK
                  : EventKind.CREDIT_FACT_UPHELD,
              id,
              organizationId);
          return answered;
        });
  }

  @Override
  public Mono<Page<CreditObjection>> page(UUID organizationId, Page.Query query) {
    return books.read(
        () ->
            Books.page(all.values(), each -> each.organizationId().equals(organizationId), query));
  }

  @Override
  public Flux<CreditObjection> open(int most) {
    return books
        .read(
            () ->
                all.values().stream()
                    .filter(each -> each.answer().isEmpty())
                    .sorted(Comparator.comparing(CreditObjection::dueAt))
                    .limit(most)
                    .toList())
        .flatMapIterable(found -> found);
  }
}
