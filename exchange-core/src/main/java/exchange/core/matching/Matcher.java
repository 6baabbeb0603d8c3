package exchange.core.matching;

import java.time.Duration;

/** Assigns candidates to slots. Blocks its thread while it thinks. */
public interface Matcher {

  /**
   * Never worse than leaving every candidate out, and always within capacity.
   *
   * @return the best plan found within the effort and how good it provably is; the same for the
   *     same problem, seed and steps when the steps run out before the time
   */
  CertifiedPlan match(MatchingProblem problem, Effort effort, Watcher watcher);

  /**
   * How hard to try.
   *
   * @param most time after which the best plan so far is taken
   * @param steps of the search of each component after which likewise
   */
  record Effort(Duration most, long steps, long seed) {}

  /** Sees how it goes, and may end it early; called from the matcher's threads. */
  interface Watcher {
    /**
     * @param percent of the effort that is spent, 0 to 100
     * @param bestCost of the best plan so far, in minor units of the market currency
     * @param bound no plan costs less, as far as is proven by now
     */
    void progress(int percent, long bestCost, long bound, int matched);

    /** Asked now and then; once true, the best plan so far is taken. */
    default boolean cancelled() {
      return false;
    }
  }
}
