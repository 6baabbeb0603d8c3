package exchange.core.matching;

import exchange.core.quote.Objection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/** One optimisation over all open requests and slots. */
public record MatchingRound(UUID id, Settings settings, Instant requestedAt, State state) {

  /**
   * @param seconds most time for the search, 1 to 3600
   * @param seed of the search
   */
  public record Settings(int seconds, long seed) {}

  /** Where the round stands. */
  public sealed interface State {
    <R> R fold(Cases<R> cases);
  }

  /** One branch per state. */
  public interface Cases<R> {
    R queued(Queued queued);

    R running(Running running);

    R finished(Finished finished);

    R failed(Failed failed);
  }

  /** Waits for a worker. */
  public record Queued() implements State {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.queued(this);
    }
  }

  /** A worker is at it. */
  public record Running(Progress progress) implements State {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.running(this);
    }
  }

  /** Its proposals hold their capacity. */
  public record Finished(Result result) implements State {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.finished(this);
    }
  }

  /** Nothing came of it; what it had held is given back in time. */
  public record Failed(String reason) implements State {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.failed(this);
    }
  }

  /**
   * How far the search is.
   *
   * @param percent 0 to 100
   * @param bestCost of the best plan so far, unmatched requests counted at their budget
   * @param bound what every plan costs at least, as far as is proven by now
   */
  public record Progress(int percent, Money bestCost, Money bound, int matched, int requests) {}

  /**
   * What came of a round.
   *
   * @param unmatched how many requests each rule stopped
   * @param cost of the plan, unmatched requests counted at their budget
   * @param bound what every plan costs at least
   * @param greedyCost the same for the plan that serves requests one by one
   * @param fairness absent of rounds that were run before it was counted
   * @param seconds from snapshot to last proposal
   */
  public record Result(
      int requests,
      int matched,
      Map<Objection.Rule, Integer> unmatched,
      Money cost,
      Money bound,
      Money greedyCost,
      Optional<Fairness> fairness,
      double seconds) {
    public Result {
      unmatched = Map.copyOf(unmatched);
    }

    /** By what share of its cost the plan may be dearer than the best; 0 when it is optimal. */
    public double gap() {
      long minor = cost.getAmountMinorLong();
      long over = minor - bound.getAmountMinorLong();
      return over == 0 ? 0 : (double) over / Math.max(1, minor);
    }
  }
}
