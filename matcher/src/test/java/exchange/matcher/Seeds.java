package exchange.matcher;

import java.util.Random;

/** Random tests print their seed; {@code -Dseed=} replays one. */
final class Seeds {
  private Seeds() {}

  static Random random() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("-Dseed=" + seed);
    return new Random(seed);
  }
}
