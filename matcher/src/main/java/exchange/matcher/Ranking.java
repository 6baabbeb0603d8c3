package exchange.matcher;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The choices of each request by ascending price. */
final class Ranking {
  private Ranking() {}

  /**
   * @return the market's choices, sorted within each request; equal prices keep their order
   */
  static int[] byPrice(Market market, long[] price) {
    int[] ranked = new int[market.choices()];
    for (int request = 0; request < market.requests(); request++) {
      int first = market.firstChoice[request];
      int[] sorted =
          IntStream.range(first, market.firstChoice[request + 1])
              .boxed()
              .sorted(Comparator.comparingLong(choice -> price[choice]))
              .mapToInt(Integer::intValue)
              .toArray();
      System.arraycopy(sorted, 0, ranked, first, sorted.length);
    }
    return ranked;
  }
}
