package exchange.api.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * Chance that repeats: the same seed and name give the same throws on every machine, because {@link
 * Random} and {@link StrictMath} are specified to the bit.
 */
final class Dice {
  private final Random random;

  /**
   * @param name of what is drawn, so that one part of the market can change and the others stay
   */
  Dice(long seed, String name) {
    random = new Random(31 * seed + name.hashCode());
  }

  /** A whole number, both ends included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  double between(double least, double most) {
    return least + random.nextDouble() * (most - least);
  }

  /** Small numbers often, large ones seldom: even on a logarithmic scale, both ends included. */
  int skewed(int least, int most) {
    double exponent = between(StrictMath.log(least), StrictMath.log(most + 1.0));
    return Math.min(most, (int) StrictMath.exp(exponent));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** One of {@code from}, each as often as its weight says; weights are 0 or more, not all 0. */
  <T> T pick(List<T> from, ToIntFunction<T> weight) {
    int left = random.nextInt(from.stream().mapToInt(weight).sum());
    for (T each : from) {
      left -= weight.applyAsInt(each);
      if (left < 0) {
        return each;
      }
    }
    throw new AssertionError("weights changed while one was picked");
  }

  <T> List<T> shuffled(Collection<T> all) {
    List<T> copy = new ArrayList<>(all);
    Collections.shuffle(copy, random);
    return copy;
  }
}
