package exchange.core.review;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** What the parties of leases say of one another. What is not public is not there for others. */
public interface Reviews {
  /** So long after a lease is over may its parties review one another. */
  Duration OPEN_FOR = Duration.ofDays(14);

  /**
   * @param marks one for each criterion of the caller's side
   * @return as an error: {@code NOT_FOUND} unless the caller is a party, {@code REVIEW_NOT_OPEN},
   *     {@code REVIEW_FINAL} for a second one
   */
  Mono<Review> give(
      UUID id,
      UUID contractId,
      Caller caller,
      Map<Criterion, Integer> marks,
      Optional<String> words,
      Instant now);

  /**
   * The reviewed answers, once.
   *
   * @return as an error: {@code NOT_FOUND} unless it is public and about the caller, {@code
   *     REVIEW_FINAL} for a second answer
   */
  Mono<Review> answer(UUID id, Caller caller, String words, Instant now);

  /**
   * Shows the reason in place of the words.
   *
   * @return as an error: {@code NOT_FOUND} unless there are such words and they are public, {@code
   *     REVIEW_FINAL} if they are hidden already
   */
  Mono<Review> hide(UUID id, Review.Part part, String reason, Instant now);

  /** Empty unless the caller is a party or an operator. */
  Mono<LeaseReviews> of(UUID contractId, Caller caller, Instant now);

  /** The public ones about a member, whoever gave its own last first. Anybody may read them. */
  Mono<Page<Review>> about(UUID organizationId, Instant now, Page.Query query);

  /** Of the sides that have said something public about the member. */
  Mono<List<Rating>> ratings(UUID organizationId, Instant now);
}
