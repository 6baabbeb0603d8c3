package exchange.core.review;

import exchange.core.lease.Contracts;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The parties of a lease that is over review one another, blind; the reviewed may answer. */
public final class ReviewLease {
  /** Characters of a text or an answer. */
  private static final int MOST = 1000;

  private final Reviews reviews;
  private final Contracts contracts;
  private final Clock clock;

  public ReviewLease(Reviews reviews, Contracts contracts, Clock clock) {
    this.reviews = reviews;
    this.contracts = contracts;
    this.clock = clock;
  }

  /**
   * @return as an error: {@code VALIDATION_FAILED} for other marks than the caller's side gives,
   *     and what {@link Reviews#give} refuses
   */
  public Mono<Review> give(
      Caller caller,
      UUID id,
      UUID contractId,
      Map<Criterion, Integer> marks,
      Optional<String> words) {
    words.ifPresent(ReviewLease::refuseLong);
    return contracts
        .find(contractId, caller)
        .mapNotNull(contract -> Side.of(contract.terms(), caller.organizationId()).orElse(null))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .doOnNext(side -> refuseUnfit(side, marks))
        .flatMap(side -> reviews.give(id, contractId, caller, marks, words, clock.instant()));
  }

  private static void refuseUnfit(Side side, Map<Criterion, Integer> marks) {
    if (!marks.keySet().equals(Set.copyOf(side.criteria()))) {
      throw Refusal.invalid("marks", "must be one for each of " + side.criteria());
    } else if (marks.values().stream().anyMatch(mark -> mark < 1 || mark > 5)) {
      throw Refusal.invalid("marks", "must lie between 1 and 5");
    }
  }

  private static void refuseLong(String words) {
    if (words.length() > MOST) {
      throw Refusal.invalid("words", "must have at most " + MOST + " characters");
    }
  }

  /**
   * @return as an error: what {@link Reviews#answer} refuses
   */
  public Mono<Review> answer(Caller caller, UUID id, String words) {
    refuseLong(words);
    return reviews.answer(id, caller, words, clock.instant());
  }

  /**
   * Only for words that break the law.
   *
   * @return as an error: {@code FORBIDDEN}, and what {@link Reviews#hide} refuses
   */
  public Mono<Review> hide(Caller caller, UUID id, Review.Part part, String reason) {
    caller.require(Role.OPERATOR);
    return reviews.hide(id, part, reason, clock.instant());
  }
}
