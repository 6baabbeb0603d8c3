package exchange.api.rest;

import exchange.api.wire.CriterionAverage;
import exchange.api.wire.CriterionMark;
import exchange.api.wire.LeaseReviews;
import exchange.api.wire.NewHiding;
import exchange.api.wire.NewReview;
import exchange.api.wire.NewReviewAnswer;
import exchange.api.wire.Rating;
import exchange.api.wire.Review;
import exchange.api.wire.ReviewCriterion;
import exchange.api.wire.ReviewPage;
import exchange.api.wire.ReviewSide;
import exchange.api.wire.ReviewText;
import exchange.api.wire.ops.ReviewsApi;
import exchange.core.review.Criterion;
import exchange.core.review.Review.Part;
import exchange.core.review.Review.Said;
import exchange.core.review.ReviewLease;
import exchange.core.review.Reviews;
import exchange.core.review.Side;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class ReviewsController implements ReviewsApi {
  private final Reviews reviews;
  private final ReviewLease reviewLease;
  private final Writes writes;
  private final Clock clock;

  ReviewsController(Reviews reviews, ReviewLease reviewLease, Writes writes, Clock clock) {
    this.reviews = reviews;
    this.reviewLease = reviewLease;
    this.writes = writes;
    this.clock = clock;
  }

  @Override
  public Mono<ResponseEntity<LeaseReviews>> getLeaseReviews(
      UUID contractId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> reviews.of(contractId, caller, clock.instant()))
        .switchIfEmpty(Answers.missing())
        .map(ReviewsController::wire)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Review>> giveReview(
      String idempotencyKey, UUID contractId, Mono<NewReview> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.review.Review.class,
        intent ->
            reviewLease.give(
                intent.caller(),
                intent.id(),
                contractId,
                marks(intent.body().getMarks()),
                Optional.ofNullable(intent.body().getWords())
                    .map(words -> WireValues.notBlank("words", words))),
        (intent, review) ->
            ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(wire(review)));
  }

  /** One that is there twice leaves another one out, and is refused for that. */
  private static Map<Criterion, Integer> marks(List<CriterionMark> marks) {
    return marks.stream()
        .collect(
            Collectors.toMap(
                each -> Criterion.valueOf(each.getCriterion().name()),
                CriterionMark::getMark,
                (one, other) -> other));
  }

  @Override
  public Mono<ResponseEntity<ReviewPage>> listReviews(
      UUID organizationId, Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Mono.defer(
            () -> {
              Instant now = clock.instant();
              return Mono.zip(
                  reviews.about(organizationId, now, Cursors.query(limit, cursor)),
                  reviews.ratings(organizationId, now));
            })
        .map(
            both ->
                new ReviewPage(
                        both.getT1().map(ReviewsController::wire).items(),
                        both.getT2().stream().map(ReviewsController::wire).toList())
                    .nextCursor(Cursors.next(both.getT1())))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Review>> answerReview(
      String idempotencyKey, UUID reviewId, Mono<NewReviewAnswer> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.review.Review.class,
        intent ->
            reviewLease.answer(
                intent.caller(), reviewId, WireValues.notBlank("words", intent.body().getWords())),
        (intent, review) -> Answers.ok(wire(review)));
  }

  @Override
  public Mono<ResponseEntity<Review>> hideReviewWords(
      String idempotencyKey, UUID reviewId, Mono<NewHiding> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.review.Review.class,
        intent ->
            reviewLease.hide(
                intent.caller(),
                reviewId,
                Part.valueOf(intent.body().getPart().name()),
                WireValues.notBlank("reason", intent.body().getReason())),
        (intent, review) -> Answers.ok(wire(review)));
  }

  private static LeaseReviews wire(exchange.core.review.LeaseReviews all) {
    LeaseReviews wire =
        new LeaseReviews(
            all.contractId(),
            all.given().stream().sorted().map(ReviewsController::wire).toList(),
            all.reviews().stream().map(ReviewsController::wire).toList());
    all.closesAt().map(WireValues::time).ifPresent(wire::closesAt);
    return wire;
  }

  /** Without the lease and its parties, who know. */
  private static Review wire(exchange.core.review.Review review) {
    Review wire =
        new Review(
            review.id(),
            wire(review.by()),
            review.marks().entrySet().stream()
                .map(each -> new CriterionMark(wire(each.getKey()), each.getValue()))
                .toList(),
            WireValues.time(review.publicFrom()));
    review.text().map(ReviewsController::wire).ifPresent(wire::text);
    review.answer().map(ReviewsController::wire).ifPresent(wire::answer);
    return wire;
  }

  private static ReviewText wire(Said said) {
    return new ReviewText(said.words(), said.hidden());
  }

  private static Rating wire(exchange.core.review.Rating rating) {
    return new Rating(
        wire(rating.by()),
        rating.reviews(),
        rating.averages().entrySet().stream()
            .map(each -> new CriterionAverage(wire(each.getKey()), each.getValue().toPlainString()))
            .toList());
  }

  private static ReviewSide wire(Side side) {
    return ReviewSide.fromValue(side.name());
  }

  private static ReviewCriterion wire(Criterion criterion) {
    return ReviewCriterion.fromValue(criterion.name());
  }
}
