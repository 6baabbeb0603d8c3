package exchange.core.testing;

import exchange.core.billing.Billing;
import exchange.core.event.EventKind;
import exchange.core.member.Caller;
import exchange.core.review.Criterion;
import exchange.core.review.LeaseReviews;
import exchange.core.review.Rating;
import exchange.core.review.Review;
import exchange.core.review.Review.Part;
import exchange.core.review.Review.Said;
import exchange.core.review.Reviews;
import exchange.core.review.Side;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** As {@code R__reviews.sql} does it. */
final class InMemoryReviews implements Reviews {
  private final Books books;
  private final Map<UUID, Review> all = new LinkedHashMap<>();

  InMemoryReviews(Books books) {
    this.books = books;
  }

  private Optional<Instant> closesAt(Billing lease) {
    return books
        .billings
        .endedAt(lease.contractId())
        .filter(end -> books.billings.freedDays(lease.contractId()) < lease.terms().stay().days())
        .map(end -> end.plus(OPEN_FOR));
  }

  private List<Review> of(UUID contractId) {
    return all.values().stream().filter(each -> each.contractId().equals(contractId)).toList();
  }

  private static @Nullable Side side(Billing lease, Caller caller) {
    return Side.of(lease.terms(), caller.organizationId()).orElse(null);
  }

  @Override
  public Mono<Review> give(
      UUID id,
      UUID contractId,
      Caller caller,
      Map<Criterion, Integer> marks,
      Optional<String> words,
      Instant now) {
    return books.change(
        () -> {
          Billing lease = books.billings.get(contractId);
          Side side = lease == null ? null : side(lease, caller);
          if (side == null) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          List<Review> earlier = of(contractId);
          if (earlier.stream().anyMatch(each -> each.by() == side)) {
            throw Refusal.of(RefusalCode.REVIEW_FINAL);
          }
          Instant closesAt =
              closesAt(lease)
                  .filter(now::isBefore)
                  .orElseThrow(
                      () -> Refusal.of(RefusalCode.REVIEW_NOT_OPEN, "days", OPEN_FOR.toDays()));
          earlier.forEach(other -> keep(other, now, other.text(), other.answer()));
          Review given =
              new Review(
                  id,
                  contractId,
                  side == Side.EXPORTER ? lease.terms().ownerId() : lease.terms().exporterId(),
                  side,
                  marks,
                  earlier.isEmpty() ? closesAt : now,
                  words.map(said -> new Said(said, false)),
                  Optional.empty());
          all.put(id, given);
          emit(EventKind.REVIEW_GIVEN, given);
          return given;
        });
  }

  private void emit(EventKind kind, Review review) {
    Billing lease = java.util.Objects.requireNonNull(books.billings.get(review.contractId()));
    books.events.emit(
        kind, review.contractId(), lease.terms().exporterId(), lease.terms().ownerId());
  }

  private Review seen(UUID id, Instant now) {
    return Optional.ofNullable(all.get(id))
        .filter(found -> !found.publicFrom().isAfter(now))
        .orElseThrow(() -> Refusal.of(RefusalCode.NOT_FOUND));
  }

  @Override
  public Mono<Review> answer(UUID id, Caller caller, String words, Instant now) {
    return books.change(
        () -> {
          Review review = seen(id, now);
          if (!review.reviewedId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          } else if (review.answer().isPresent()) {
            throw Refusal.of(RefusalCode.REVIEW_FINAL);
          }
          emit(EventKind.REVIEW_ANSWERED, review);
          return keep(
              review, review.publicFrom(), review.text(), Optional.of(new Said(words, false)));
        });
  }

  private Review keep(
      Review review, Instant publicFrom, Optional<Said> text, Optional<Said> answer) {
    Review kept =
        new Review(
            review.id(),
            review.contractId(),
            review.reviewedId(),
            review.by(),
            review.marks(),
            publicFrom,
            text,
            answer);
    all.put(kept.id(), kept);
    return kept;
  }

  @Override
  public Mono<Review> hide(UUID id, Part part, String reason, Instant now) {
    return books.change(
        () -> {
          Review review = seen(id, now);
          Said said =
              (part == Part.TEXT ? review.text() : review.answer())
                  .orElseThrow(() -> Refusal.of(RefusalCode.NOT_FOUND));
          if (said.hidden()) {
            throw Refusal.of(RefusalCode.REVIEW_FINAL);
          }
          emit(EventKind.REVIEW_HIDDEN, review);
          Optional<Said> hidden = Optional.of(new Said(reason, true));
          return part == Part.TEXT
              ? keep(review, review.publicFrom(), hidden, review.answer())
              : keep(review, review.publicFrom(), review.text(), hidden);
        });
  }

  @Override
  public Mono<LeaseReviews> of(UUID contractId, Caller caller, Instant now) {
    return books.read(
        () -> {
          Billing lease = books.billings.get(contractId);
          if (lease == null || !InMemoryReservations.sees(caller, lease.terms())) {
            return null;
          }
          Side side = side(lease, caller);
          return new LeaseReviews(
              contractId,
              closesAt(lease),
              of(contractId).stream().map(Review::by).collect(Collectors.toSet()),
              of(contractId).stream()
                  .filter(each -> !each.publicFrom().isAfter(now) || each.by() == side)
                  .toList());
        });
  }

  @Override
  public Mono<Page<Review>> about(UUID organizationId, Instant now, Page.Query query) {
    return books.read(
        () -> Books.page(all.values(), each -> isPublic(each, organizationId, now), query));
  }

  private static boolean isPublic(Review review, UUID reviewedId, Instant now) {
    return review.reviewedId().equals(reviewedId) && !review.publicFrom().isAfter(now);
  }

  @Override
  public Mono<List<Rating>> ratings(UUID organizationId, Instant now) {
    return books.read(
        () ->
            Arrays.stream(Side.values())
                .map(
                    side ->
                        all.values().stream()
                            .filter(each -> each.by() == side)
                            .filter(each -> isPublic(each, organizationId, now))
                            .toList())
                .filter(given -> !given.isEmpty())
                .map(InMemoryReviews::rating)
                .toList());
  }

  private static Rating rating(List<Review> given) {
    Side side = given.get(0).by();
    return new Rating(
        side,
        given.size(),
        side.criteria().stream()
            .collect(Collectors.toMap(each -> each, each -> average(given, each))));
  }

  private static BigDecimal average(List<Review> given, Criterion criterion) {
    int sum = given.stream().mapToInt(each -> each.marks().get(criterion)).sum();
    return BigDecimal.valueOf(sum)
        .divide(BigDecimal.valueOf(given.size()), 2, RoundingMode.HALF_UP);
  }
}
