package exchange.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;

/**
 * Random sequences of what may happen, each judged after every step. {@code -Dsequences} says how
 * many, {@code -Dseed} the first one's seed; who fails says how to play it again.
 */
public abstract class SequencesBehavior extends StoreBehavior {
  /** From so many on, everything must have happened in some. */
  private static final int MANY = 300;

  /** One sequence; adds to {@code seen} what has happened in it. */
  interface Sequence {
    void live(long seed, Set<String> seen);
  }

  /** How many, unless {@code -Dsequences} says another number. */
  protected abstract int usually();

  /** Lives each on stores of its own. */
  final void liveAll(Sequence sequence, String... all) {
    long first = Long.getLong("seed", 1);
    int count = Integer.getInteger("sequences", usually());
    System.out.printf("%s, seeds %d to %d%n", getClass().getName(), first, first + count - 1);
    Set<String> seen = new TreeSet<>();
    for (long seed = first; seed < first + count; seed++) {
      openStore();
      try {
        sequence.live(seed, seen);
      } catch (RuntimeException | AssertionError failed) {
        throw new AssertionError("-Dsequences=1 -Dseed=" + seed, failed);
      }
    }
    if (count >= MANY) {
      assertThat(seen).contains(all);
    }
  }
}
