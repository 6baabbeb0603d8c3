package exchange.core.testing;

import exchange.core.bank.Payout;
import exchange.core.capacity.Reservation;
import exchange.core.capacity.Reservation.Held;
import exchange.core.lease.Contract;
import exchange.core.listing.Listing;
import exchange.core.member.Attempt;
import exchange.core.novation.Novation;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the in-memory stores share. One change at a time, each seen whole or not at all. */
final class Books {
  final Clock clock;
  final Map<UUID, Versioned<Listing>> listings = new LinkedHashMap<>();
  final Map<UUID, int[]> free = new HashMap<>();

  /** The listings whose offer or free units changed, in order. */
  final List<UUID> changed = new ArrayList<>();

  final Map<UUID, Reservation> reservations = new LinkedHashMap<>();
  final Map<UUID, Contract> contracts = new LinkedHashMap<>();
  final Map<UUID, Payout> payouts = new LinkedHashMap<>();
  final InMemoryBlacklistings blacklistings;
  final Map<UUID, Novation> novations = new LinkedHashMap<>();
  final InMemoryRequests requests;
  final InMemoryCreditFiles creditFiles;
  final InMemoryLedger ledger;
  final InMemoryGuarantees guarantees;
  final InMemoryClaims claims;
  final InMemoryDisputes disputes;
  final InMemoryBlocks blocks;
  final InMemoryDocuments documents;
  final InMemoryBillings billings;
  final InMemoryReviews reviews;
  final InMemoryAcceptances acceptances;
  final InMemorySublets sublets;
  final InMemoryAmendments amendments;
  final InMemoryEvents events;
  final InMemoryDeliveries deliveries;
  final InMemoryNotices notices;
  private final Map<UUID, Kept> answers = new LinkedHashMap<>();

  Books(Clock clock) {
    this.clock = clock;
    this.blacklistings = new InMemoryBlacklistings(this);
    this.requests = new InMemoryRequests(this);
    this.creditFiles = new InMemoryCreditFiles(this);
    this.ledger = new InMemoryLedger(this);
    this.guarantees = new InMemoryGuarantees(this);
    this.claims = new InMemoryClaims(this);
    this.disputes = new InMemoryDisputes(this);
    this.blocks = new InMemoryBlocks(this);
    this.documents = new InMemoryDocuments(this);
    this.billings = new InMemoryBillings(this);
    this.reviews = new InMemoryReviews(this);
    this.acceptances = new InMemoryAcceptances(this);
    this.sublets = new InMemorySublets(this);
    this.amendments = new InMemoryAmendments(this);
    this.deliveries = new InMemoryDeliveries(this);
    this.notices = new InMemoryNotices(this);
    this.events = new InMemoryEvents(this);
  }

  private record Kept(String bodyHash, Object answer, Instant at) {}

  /** Gives so many units back on each day from {@code first} on. */
  void free(UUID listingId, LocalDate first, List<Integer> units) {
    int[] days = free.get(listingId);
    int index = dayOf(listingId, first);
    for (int i = 0; i < units.size(); i++) {
      days[index + i] += units.get(i);
    }
    changed.add(listingId);
  }

  /** Counted from the first one of the slot. */
  int dayOf(UUID listingId, LocalDate day) {
    LocalDate first = listings.get(listingId).value().window().from();
    return (int) ChronoUnit.DAYS.between(first, day);
  }

  /** A hold, and its siblings after it. */
  List<Held> parts(Held held) {
    List<Held> parts = new ArrayList<>(List.of(held));
    held.siblings().forEach(id -> parts.add((Held) reservations.get(id)));
    return parts;
  }

  /** Runs a change under the subscriber's attempt, if it has one, and keeps its answer. */
  <T> Mono<T> change(Supplier<T> change) {
    return Mono.deferContextual(
        context -> {
          synchronized (this) {
            Attempt attempt = context.getOrDefault(Attempt.class, null);
            if (attempt == null) {
              return Mono.just(change.get());
            }
            Object earlier = answer(attempt);
            if (earlier != null) {
              return answered(earlier);
            }
            T now = change.get();
            keep(attempt, now);
            return Mono.just(now);
          }
        });
  }

  <T> Mono<T> read(Supplier<@Nullable T> read) {
    return Mono.fromSupplier(
        () -> {
          synchronized (this) {
            return read.get();
          }
        });
  }

  <T> Mono<T> recall(Attempt attempt) {
    return Mono.defer(
        () -> {
          synchronized (this) {
            Object earlier = answer(attempt);
            return earlier == null ? Mono.empty() : answered(earlier);
          }
        });
  }

  <T> Mono<T> refuse(Attempt attempt, Refusal refusal) {
    return Mono.defer(
        () -> {
          synchronized (this) {
            Object earlier = answer(attempt);
            if (earlier == null) {
              keep(attempt, refusal);
              earlier = refusal;
            }
            return answered(earlier);
          }
        });
  }

  private void keep(Attempt attempt, Object answer) {
    answers.put(attempt.id(), new Kept(attempt.bodyHash(), answer, clock.instant()));
  }

  Mono<Integer> forget(Duration age, int most) {
    return read(
        () -> {
          List<UUID> old =
              answers.entrySet().stream()
                  .filter(each -> each.getValue().at().isBefore(clock.instant().minus(age)))
                  .limit(most)
                  .map(Map.Entry::getKey)
                  .toList();
          old.forEach(answers::remove);
          return old.size();
        });
  }

  private @Nullable Object answer(Attempt attempt) {
    Kept known = answers.get(attempt.id());
    if (known == null) {
      return null;
    } else if (!known.bodyHash().equals(attempt.bodyHash())) {
      throw Refusal.of(RefusalCode.IDEMPOTENCY_KEY_REUSED);
    }
    return known.answer();
  }

  @SuppressWarnings("unchecked")
  private static <T> Mono<T> answered(Object earlier) {
    return earlier instanceof Refusal refusal
        ? Mono.error(new exchange.core.values.RefusedException(refusal))
        : Mono.just((T) earlier);
  }

  /** A page of what {@code shown} lets through, newest first; positions count from 1. */
  static <T> Page<T> page(Iterable<T> oldestFirst, Predicate<T> shown, Page.Query query) {
    Map<Long, T> numbered = new LinkedHashMap<>();
    long position = 0;
    for (T item : oldestFirst) {
      position++;
      if (shown.test(item)) {
        numbered.put(position, item);
      }
    }
    List<Map.Entry<Long, T>> found =
        numbered.entrySet().stream()
            .filter(entry -> entry.getKey() < query.before().orElse(Long.MAX_VALUE))
            .sorted(Map.Entry.<Long, T>comparingByKey().reversed())
            .limit(query.limit() + 1L)
            .toList();
    boolean more = found.size() > query.limit();
    List<Map.Entry<Long, T>> shownNow = more ? found.subList(0, query.limit()) : found;
    Optional<Long> next =
        more ? Optional.of(shownNow.get(shownNow.size() - 1).getKey()) : Optional.empty();
    return new Page<>(shownNow.stream().map(Map.Entry::getValue).toList(), next);
  }
}
