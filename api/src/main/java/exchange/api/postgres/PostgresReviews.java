package exchange.api.postgres;

import exchange.core.member.Caller;
import exchange.core.review.Criterion;
import exchange.core.review.LeaseReviews;
import exchange.core.review.Rating;
import exchange.core.review.Review;
import exchange.core.review.Reviews;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

public final class PostgresReviews implements Reviews {
  private static final Function<String, Review> REVIEW = Documents.reader(Review.class);
  private static final Function<String, LeaseReviews> LEASE_REVIEWS =
      Documents.reader(LeaseReviews.class);
  private static final Function<String, List<Rating>> RATINGS =
      Documents.reader(new TypeReference<List<Rating>>() {});

  private final Database database;

  public PostgresReviews(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  /** What {@code command.give_review} reads. */
  private record Given(
      UUID id,
      UUID contractId,
      UUID callerId,
      Map<Criterion, Integer> marks,
      Optional<String> words,
      long days,
      Instant now) {}

  @Override
  public Mono<Review> give(
      UUID id,
      UUID contractId,
      Caller caller,
      Map<Criterion, Integer> marks,
      Optional<String> words,
      Instant now) {
    return database.change(
        "give_review",
        new Given(id, contractId, caller.organizationId(), marks, words, OPEN_FOR.toDays(), now),
        REVIEW);
  }

  @Override
  public Mono<Review> answer(UUID id, Caller caller, String words, Instant now) {
    return database.change(
        "answer_review",
        Map.of("id", id, "callerId", caller.organizationId(), "words", words, "now", now),
        REVIEW);
  }

  @Override
  public Mono<Review> hide(UUID id, Review.Part part, String reason, Instant now) {
    return database.change(
        "hide_review", Map.of("id", id, "part", part, "reason", reason, "now", now), REVIEW);
  }

  @Override
  public Mono<LeaseReviews> of(UUID contractId, Caller caller, Instant now) {
    return database.one(
        """
        select lease_reviews(id, $3, $4::int, $5::timestamptz)::text
        from contract where id = $1 and ($2 or exporter_id = $3 or owner_id = $3)""",
        LEASE_REVIEWS,
        contractId,
        caller.isOperator(),
        caller.organizationId(),
        Math.toIntExact(OPEN_FOR.toDays()),
        now);
  }

  @Override
  public Mono<Page<Review>> about(UUID organizationId, Instant now, Page.Query query) {
    return database.page(
        """
        select seq, review_json(v)::text from review v
        where seq < $1 and reviewed_id = $2 and public_from <= $3::timestamptz""",
        query,
        REVIEW,
        organizationId,
        now);
  }

  @Override
  public Mono<List<Rating>> ratings(UUID organizationId, Instant now) {
    return database.one("select ratings($1, $2::timestamptz)::text", RATINGS, organizationId, now);
  }
}
