package exchange.core.matching;

import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What a round has for one request.
 *
 * @param number of the request among the candidates of the round's certificate
 * @param reasons once they are worked out, which nobody has to wait for
 */
public record Proposal(
    UUID roundId,
    int number,
    UUID requestId,
    UUID exporterId,
    Outcome outcome,
    Optional<Reasons> reasons) {

  /** Matched or not. */
  public sealed interface Outcome {
    <R> R fold(Cases<R> cases);
  }

  /** One branch per outcome. */
  public interface Cases<R> {
    R matched(Matched matched);

    R unmatched(Unmatched unmatched);
  }

  /**
   * Space is held for it.
   *
   * @param landed the bill in the market currency plus the location estimate
   */
  public record Matched(
      UUID reservationId, UUID listingId, UUID ownerId, LocationEstimate location, Money landed)
      implements Outcome {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.matched(this);
    }
  }

  /** No space was found, and why. */
  public record Unmatched(Objection objection) implements Outcome {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.unmatched(this);
    }
  }
}
