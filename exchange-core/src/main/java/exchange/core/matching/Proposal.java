package exchange.core.matching;

import java.util.UUID;
import org.joda.money.Money;

/** What a round has for one request. */
public record Proposal(UUID roundId, UUID requestId, UUID exporterId, Outcome outcome) {

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
