package exchange.core.matching;

import exchange.core.member.Caller;
import exchange.core.quote.LocationEstimate;
import exchange.core.quote.Objection;
import java.util.List;
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

  /** What a party may know of it: an owner its own parts, and not the reasons. */
  public Proposal seenBy(Caller caller) {
    if (caller.isOperator() || exporterId.equals(caller.organizationId())) {
      return this;
    }
    Outcome theirs =
        outcome instanceof Matched matched
            ? new Matched(
                matched.parts().stream()
                    .filter(part -> part.ownerId().equals(caller.organizationId()))
                    .toList())
            : outcome;
    return new Proposal(roundId, number, requestId, exporterId, theirs, Optional.empty());
  }

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
   * Space that is held for the request, or for a part of it.
   *
   * @param landed the bill in the market currency plus the location estimate
   */
  public record Part(
      UUID reservationId,
      UUID listingId,
      UUID ownerId,
      int quantity,
      LocationEstimate location,
      Money landed) {}

  /**
   * Space is held for it.
   *
   * @param parts one unless it is split
   */
  public record Matched(List<Part> parts) implements Outcome {
    public Matched {
      parts = List.copyOf(parts);
    }

    /** What all parts cost together. */
    public Money landed() {
      return Money.total(parts.stream().map(Part::landed).toList());
    }

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
