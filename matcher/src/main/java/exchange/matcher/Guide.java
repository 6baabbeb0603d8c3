package exchange.matcher;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The market as the search sees it: choices with their prices and ranks. */
final class Guide {
  final Market market;

  /** Of each choice. */
  final long[] price;

  /** How much of price is one minor unit. */
  final long minorUnit;

  /** The choices of each request by ascending price, numbered like the market's. */
  final int[] ranked;

  private Guide(Market market, long[] price, long minorUnit) {
    this.market = market;
    this.price = price;
    this.minorUnit = minorUnit;
    this.ranked = Ranking.byPrice(market, price);
  }

  /** The price of a choice is its cost. */
  static Guide byCost(Market market) {
    return new Guide(market, market.cost, 1);
  }

  /** The price of a choice is its cost with what the space it takes is worth to others. */
  static Guide byDualPrice(Market market, DualPrices prices) {
    return new Guide(market, prices.prices(), 1L << prices.shift());
  }

  /** The lowest price of any choice of a request, whether it fits or not. */
  long leastPrice(int request) {
    return price[ranked(request, 0)];
  }

  /** The choice of a request at a rank, counted from 0. */
  int ranked(int request, int rank) {
    return ranked[market.firstChoice[request] + rank];
  }

  int choices(int request) {
    return market.firstChoice[request + 1] - market.firstChoice[request];
  }

  /** All requests, first those who would lose most by taking their second choice. */
  int[] byRegret() {
    return byRegret(IntStream.range(0, market.requests()).toArray());
  }

  /** The same of some requests. */
  int[] byRegret(int[] requests) {
    return IntStream.of(requests)
        .boxed()
        .sorted(Comparator.comparingLong(request -> -regret(request)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private long regret(int request) {
    return choices(request) == 1 ? 0 : price[ranked(request, 1)] - leastPrice(request);
  }

  /** The choice of least price that fits; to stay unmatched always does. */
  int bestThatFits(Assignment assignment, int request) {
    int rank = 0;
    while (!assignment.fits(ranked(request, rank))) {
      rank++;
    }
    return ranked(request, rank);
  }
}
