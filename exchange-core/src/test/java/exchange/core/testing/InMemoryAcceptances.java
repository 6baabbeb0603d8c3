package exchange.core.testing;

import exchange.core.acceptance.Acceptance;
import exchange.core.acceptance.Acceptance.Reason;
import exchange.core.acceptance.Acceptance.State;
import exchange.core.acceptance.AcceptanceRecord;
import exchange.core.acceptance.Acceptances;
import exchange.core.billing.Billing;
import exchange.core.event.EventKind;
import exchange.core.lease.Asking;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** As {@code R__lease_acceptance.sql} does it. */
final class InMemoryAcceptances implements Acceptances {
  private final Books books;
  private final Map<UUID, Acceptance> all = new LinkedHashMap<>();

  InMemoryAcceptances(Books books) {
    this.books = books;
  }

  /** When leases that are settled now must be accepted, if an owner is to decide on one of them. */
  Optional<Instant> answerBy(List<LeaseTerms> leases) {
    Optional<Instant> first =
        leases.stream().flatMap(terms -> answerBy(terms).stream()).min(Comparator.naturalOrder());
    first
        .filter(at -> !at.isAfter(books.clock.instant()))
        .ifPresent(
            at -> {
              throw Refusal.of(RefusalCode.ACCEPTANCE_TOO_LATE, "answerBy", at);
            });
    return first;
  }

  private Optional<Instant> answerBy(LeaseTerms terms) {
    return terms.conditions().asking().map(asking -> answerBy(asking, terms));
  }

  private Instant answerBy(Asking asking, LeaseTerms terms) {
    Instant begin = terms.stay().from().atStartOfDay(terms.site().zone()).toInstant();
    Instant lead = begin.minus(Duration.ofHours(asking.leadHours()));
    Instant late = books.clock.instant().plus(Duration.ofHours(asking.hours()));
    return lead.isBefore(late) ? lead : late;
  }

  void ask(UUID contractId, LeaseTerms terms, Instant answerBy) {
    boolean asked = terms.conditions().asking().isPresent();
    all.put(
        contractId,
        new Acceptance(
            contractId,
            terms,
            asked ? State.AWAITED : State.ACCEPTED,
            asked,
            books.clock.instant(),
            answerBy,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    books.billings.move(contractId, Billing.State.AWAITING_ACCEPTANCE);
    if (asked) {
      emit(EventKind.ACCEPTANCE_ASKED, terms, contractId);
    }
  }

  private void emit(EventKind kind, LeaseTerms terms, UUID contractId) {
    books.events.emit(kind, contractId, terms.exporterId(), terms.ownerId());
  }

  /** When the owner of a lease that waits must have answered. */
  Instant answerBy(UUID contractId) {
    return all.get(contractId).answerBy();
  }

  /** What the owner of a lease said, if it was asked. */
  Optional<State> said(UUID contractId) {
    return Optional.ofNullable(all.get(contractId)).map(Acceptance::state);
  }

  private List<UUID> waitingTogether(UUID contractId) {
    List<UUID> together = new ArrayList<>(List.of(contractId));
    together.addAll(books.contracts.get(contractId).siblings());
    return together;
  }

  private void refuseUnawaited(UUID contractId) {
    Billing.State state = books.billings.get(contractId).state();
    if (state != Billing.State.AWAITING_ACCEPTANCE) {
      throw Refusal.of(RefusalCode.ACCEPTANCE_NOT_AWAITED, "state", state);
    }
  }

  private Acceptance beginAnswer(UUID contractId, Caller caller, Instant now) {
    Contract contract = books.contracts.get(contractId);
    if (contract == null || !contract.terms().ownerId().equals(caller.organizationId())) {
      throw Refusal.of(RefusalCode.NOT_FOUND);
    }
    refuseUnawaited(contractId);
    Acceptance found = all.get(contractId);
    if (found.state() != State.AWAITED) {
      throw Refusal.of(RefusalCode.ACCEPTANCE_NOT_AWAITED, "state", found.state());
    } else if (!found.answerBy().isAfter(now)) {
      throw Refusal.of(RefusalCode.ACCEPTANCE_TOO_LATE, "answerBy", found.answerBy());
    }
    return found;
  }

  private Acceptance put(
      Acceptance of,
      State state,
      @Nullable Instant answeredAt,
      Optional<Reason> reason,
      Optional<String> words) {
    Acceptance now =
        new Acceptance(
            of.contractId(),
            of.terms(),
            state,
            of.asked(),
            of.askedAt(),
            of.answerBy(),
            Optional.ofNullable(answeredAt),
            reason,
            words);
    all.put(of.contractId(), now);
    return now;
  }

  /** Those that nobody has answered. */
  private void putAwaited(List<UUID> together, State state) {
    together.stream()
        .map(all::get)
        .filter(each -> each.state() == State.AWAITED)
        .forEach(each -> put(each, state, null, Optional.empty(), Optional.empty()));
  }

  @Override
  public Mono<Acceptance> accept(UUID contractId, Caller caller, Instant now) {
    return books.change(
        () -> {
          Acceptance found = beginAnswer(contractId, caller, now);
          Acceptance yes = put(found, State.ACCEPTED, now, Optional.empty(), Optional.empty());
          emit(EventKind.CONTRACT_ACCEPTED, yes.terms(), contractId);
          List<UUID> together = waitingTogether(contractId);
          if (together.stream().allMatch(each -> all.get(each).state() == State.ACCEPTED)) {
            together.forEach(each -> books.billings.move(each, Billing.State.RUNNING));
          }
          return yes;
        });
  }

  @Override
  public Mono<Acceptance> decline(
      UUID contractId, Caller caller, Reason reason, Optional<String> words, Instant now) {
    return books.change(
        () -> {
          Acceptance found = beginAnswer(contractId, caller, now);
          Acceptance no = put(found, State.DECLINED, now, Optional.of(reason), words);
          putAwaited(waitingTogether(contractId), State.DROPPED);
          undo(waitingTogether(contractId), Billing.State.DECLINED, EventKind.CONTRACT_DECLINED);
          return no;
        });
  }

  @Override
  public Mono<Acceptance> withdraw(UUID contractId, Caller caller, Instant now) {
    return books.change(
        () -> {
          Contract contract = books.contracts.get(contractId);
          if (contract == null || !contract.terms().exporterId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          refuseUnawaited(contractId);
          if (!lapses(contractId, now)) {
            putAwaited(waitingTogether(contractId), State.WITHDRAWN);
            undo(
                waitingTogether(contractId), Billing.State.WITHDRAWN, EventKind.CONTRACT_WITHDRAWN);
          }
          return all.get(contractId);
        });
  }

  private boolean lapses(UUID contractId, Instant now) {
    boolean over = !all.get(contractId).answerBy().isAfter(now);
    if (over) {
      putAwaited(waitingTogether(contractId), State.LAPSED);
      undo(waitingTogether(contractId), Billing.State.LAPSED, EventKind.CONTRACT_LAPSED);
    }
    return over;
  }

  /** What waits has no space any more. */
  void drop(UUID contractId) {
    putAwaited(waitingTogether(contractId), State.DROPPED);
    undo(waitingTogether(contractId), Billing.State.LAPSED, EventKind.CONTRACT_LAPSED);
  }

  private void undo(List<UUID> together, Billing.State state, EventKind kind) {
    for (UUID each : together) {
      Billing undone = books.billings.undo(each, state);
      books.guarantees.endPromise(undone.terms());
      emit(kind, undone.terms(), each);
    }
    Contract contract = books.contracts.get(together.get(0));
    books.requests.move(
        contract.terms().requestId(),
        LeaseRequest.State.LEASED,
        contract.annexOf().isPresent() ? LeaseRequest.State.WITHDRAWN : LeaseRequest.State.OPEN);
  }

  @Override
  public Flux<Acceptance> overdue(Instant now, int most) {
    return books
        .read(
            () ->
                all.values().stream()
                    .filter(each -> each.state() == State.AWAITED)
                    .filter(each -> !each.answerBy().isAfter(now))
                    .sorted(Comparator.comparing(Acceptance::answerBy))
                    .limit(most)
                    .toList())
        .flatMapIterable(found -> found);
  }

  @Override
  public Mono<Boolean> lapse(UUID contractId, Instant now) {
    return books.change(
        () ->
            books.billings.get(contractId).state() == Billing.State.AWAITING_ACCEPTANCE
                && lapses(contractId, now));
  }

  @Override
  public Mono<Acceptance> find(UUID contractId, Caller caller) {
    return books.read(
        () -> {
          Acceptance found = all.get(contractId);
          return found != null && InMemoryReservations.sees(caller, found.terms()) ? found : null;
        });
  }

  @Override
  public Mono<Page<Acceptance>> page(Caller caller, Page.Query query) {
    return books.read(
        () ->
            Books.page(
                all.values(), each -> InMemoryReservations.sees(caller, each.terms()), query));
  }

  @Override
  public Mono<AcceptanceRecord> recordOf(UUID ownerId) {
    return books.read(
        () -> {
          List<Acceptance> asked =
              all.values().stream()
                  .filter(each -> each.asked() && each.terms().ownerId().equals(ownerId))
                  .toList();
          Map<Reason, Integer> declined = new EnumMap<>(Reason.class);
          asked.forEach(
              each -> each.reason().ifPresent(reason -> declined.merge(reason, 1, Integer::sum)));
          return new AcceptanceRecord(
              ownerId,
              count(asked, State.ACCEPTED),
              declined,
              count(asked, State.LAPSED),
              median(asked));
        });
  }

  private static int count(List<Acceptance> asked, State state) {
    return (int) asked.stream().filter(each -> each.state() == state).count();
  }

  private static Optional<Long> median(List<Acceptance> asked) {
    List<Long> millis =
        asked.stream()
            .flatMap(
                each ->
                    each
                        .answeredAt()
                        .map(at -> Duration.between(each.askedAt(), at).toMillis())
                        .stream())
            .sorted()
            .toList();
    if (millis.isEmpty()) {
      return Optional.empty();
    }
    int last = millis.size() - 1;
    return Optional.of((millis.get(last / 2) + millis.get((last + 1) / 2)) / 2000);
  }
}
