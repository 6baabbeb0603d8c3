package exchange.core.testing;

import exchange.core.blacklist.Blacklisting;
import exchange.core.blacklist.Blacklisting.Appeal;
import exchange.core.blacklist.Blacklisting.Decision;
import exchange.core.blacklist.Blacklistings;
import exchange.core.event.EventKind;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** As {@code R__member_blacklist.sql} does it. */
final class InMemoryBlacklistings implements Blacklistings {
  private final Books books;
  private final Map<UUID, Blacklisting> all = new LinkedHashMap<>();

  InMemoryBlacklistings(Books books) {
    this.books = books;
  }

  /** Refuses a deal one of whose parties is on the blacklist. */
  void refuse(UUID... members) {
    inForceNow()
        .filter(each -> List.of(members).contains(each.organizationId()))
        .max(Comparator.comparing(Blacklisting::until))
        .ifPresent(
            each -> {
              throw Refusal.of(
                  RefusalCode.MEMBER_BLACKLISTED,
                  "organizationId",
                  each.organizationId(),
                  "since",
                  each.since(),
                  "until",
                  each.until());
            });
  }

  Set<UUID> membersNow() {
    return inForceNow().map(Blacklisting::organizationId).collect(Collectors.toSet());
  }

  private Stream<Blacklisting> inForceNow() {
    Instant now = books.clock.instant();
    return all.values().stream().filter(each -> each.isInForceAt(now));
  }

  @Override
  public Mono<Blacklisting> list(NewBlacklisting wanted) {
    return books.change(
        () -> {
          if (!books.ledger.members().contains(wanted.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          } else if (!all.containsKey(wanted.id())) {
            refuse(wanted.organizationId());
            Blacklisting listed =
                new Blacklisting(
                    wanted.id(),
                    wanted.organizationId(),
                    wanted.reason(),
                    wanted.words(),
                    wanted.listedBy(),
                    books.clock.instant(),
                    wanted.until(),
                    Optional.empty(),
                    Optional.empty());
            put(listed, EventKind.MEMBER_BLACKLISTED);
          }
          return all.get(wanted.id());
        });
  }

  private Blacklisting put(Blacklisting now, EventKind told) {
    all.put(now.id(), now);
    books.events.emit(told, now.id(), now.organizationId());
    return now;
  }

  private Blacklisting requireInForce(UUID id, UUID organizationId) {
    Blacklisting found = all.get(id);
    if (found == null || !found.organizationId().equals(organizationId)) {
      throw Refusal.of(RefusalCode.NOT_FOUND);
    }
    Instant now = books.clock.instant();
    if (!found.isInForceAt(now)) {
      throw Refusal.of(RefusalCode.BLACKLISTING_ENDED, "state", found.stateAt(now));
    }
    return found;
  }

  private static Blacklisting with(
      Blacklisting of, Optional<Appeal> appeal, Optional<Decision> lifted) {
    return new Blacklisting(
        of.id(),
        of.organizationId(),
        of.reason(),
        of.words(),
        of.listedBy(),
        of.since(),
        of.until(),
        appeal,
        lifted);
  }

  @Override
  public Mono<Blacklisting> appeal(UUID id, UUID organizationId, String words, Duration within) {
    return books.change(
        () -> {
          Blacklisting found = requireInForce(id, organizationId);
          if (found.appeal().isPresent()) {
            throw Refusal.of(RefusalCode.APPEAL_USED);
          }
          Instant now = books.clock.instant();
          Appeal appeal = new Appeal(words, now, now.plus(within), Optional.empty());
          return put(
              with(found, Optional.of(appeal), Optional.empty()), EventKind.BLACKLISTING_APPEALED);
        });
  }

  @Override
  public Mono<Blacklisting> uphold(UUID id, UUID organizationId, UUID operatorId, String words) {
    return books.change(
        () -> {
          Blacklisting found = requireInForce(id, organizationId);
          Appeal appeal =
              found
                  .appeal()
                  .filter(said -> said.upheld().isEmpty())
                  .orElseThrow(() -> Refusal.of(RefusalCode.NO_APPEAL));
          if (found.listedBy().equals(operatorId)) {
            throw Refusal.of(RefusalCode.ANOTHER_OPERATOR_NEEDED);
          }
          Appeal upheld =
              new Appeal(
                  appeal.words(),
                  appeal.at(),
                  appeal.dueAt(),
                  Optional.of(new Decision(operatorId, words, books.clock.instant())));
          return put(
              with(found, Optional.of(upheld), Optional.empty()), EventKind.BLACKLISTING_UPHELD);
        });
  }

  @Override
  public Mono<Blacklisting> lift(UUID id, UUID organizationId, UUID operatorId, String words) {
    return books.change(
        () -> {
          Blacklisting found = requireInForce(id, organizationId);
          Decision lifted = new Decision(operatorId, words, books.clock.instant());
          return put(
              with(found, found.appeal(), Optional.of(lifted)), EventKind.BLACKLISTING_LIFTED);
        });
  }

  @Override
  public Mono<Page<Blacklisting>> page(UUID organizationId, Page.Query query) {
    return books.read(
        () ->
            Books.page(all.values(), each -> each.organizationId().equals(organizationId), query));
  }

  @Override
  public Mono<Blacklisting> inForce(UUID organizationId) {
    return books.read(
        () ->
            inForceNow()
                .filter(each -> each.organizationId().equals(organizationId))
                .findFirst()
                .orElse(null));
  }

  @Override
  public Mono<Set<UUID>> members() {
    return books.read(this::membersNow);
  }

  @Override
  public Flux<Blacklisting> appealed(int most) {
    return books
        .read(
            () ->
                all.values().stream()
                    .filter(each -> each.isAppealedAt(books.clock.instant()))
                    .sorted(Comparator.comparing(each -> each.appeal().orElseThrow().dueAt()))
                    .limit(most)
                    .toList())
        .flatMapIterable(found -> found);
  }
}
