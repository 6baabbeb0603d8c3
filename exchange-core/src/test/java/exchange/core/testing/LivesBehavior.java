package exchange.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.billing.Billing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random lives of leases, whatever may become of them: each command in each state either happens or
 * is refused by a code that is expected of it, and after every step all promises are judged from
 * outside. {@code -Dlives} says how many leases live from their settlement to their end, {@code
 * -Dseed} the first market's seed; who fails says how to play that market again.
 */
public abstract class LivesBehavior extends StoreBehavior {
  /** From so many on, everything must have happened in some. */
  private static final int MANY = 50_000;

  /** How many, unless {@code -Dlives} says another number. */
  protected abstract int usually();

  /** What the store itself finds wrong in its books; may be slow. */
  protected List<String> disorder() {
    return Trade.now(ports.recounts().recount(Duration.ZERO)).differences().stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void everyLeaseKeepsEveryPromise() {
    long first = Long.getLong("seed", 1);
    int wanted = Integer.getInteger("lives", usually());
    Tally tally = new Tally();
    int lived = 0;
    long seed = first;
    for (; lived < wanted; seed++) {
      openStore();
      try {
        Lives lives = new Lives(ports, trade, seed, tally);
        List<String> before = disorder();
        lived += lives.live();
        assertThat(disorder()).isEqualTo(before);
      } catch (RuntimeException | AssertionError failed) {
        throw new AssertionError("-Dlives=1 -Dseed=" + seed, failed);
      }
    }
    System.out.printf(
        "%s, %d lives, seeds %d to %d%n%s%n", getClass().getName(), lived, first, seed - 1, tally);
    if (lived >= MANY) {
      tally.assertAllSeen(LeaseCommand.values(), Billing.State.values());
    }
  }
}
