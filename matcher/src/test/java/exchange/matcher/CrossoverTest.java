package exchange.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.matching.MatchingProblem;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CrossoverTest {
  @Test
  void two_plans_give_one_that_is_feasible_and_as_cheap_as_either_or_cheaper() {
    Random random = Seeds.random();
    int cheaper = 0;
    for (int i = 0; i < 500; i++) {
      MatchingProblem problem = Markets.random(random, 30, 6, 20, 6);
      Translation translation = Translation.of(problem);
      Market market = translation.market();
      int[] one = anyPlan(market, random);
      int[] other = anyPlan(market, random);
      int[] both = Crossover.of(market, one, other);
      assertThat(Markets.feasible(problem, translation.plan(both))).isTrue();
      long least = Math.min(cost(market, one), cost(market, other));
      assertThat(cost(market, both)).isLessThanOrEqualTo(least);
      cheaper += cost(market, both) < least ? 1 : 0;
    }
    assertThat(cheaper).isPositive();
  }

  /** What is far apart does not hinder each other. */
  @Test
  void takes_the_better_half_of_each() {
    MatchingProblem problem =
        Markets.market(
            List.of(Markets.slot(5), Markets.slot(5)),
            Markets.request(100, Markets.choice(0, 0, 1, 5, 10)),
            Markets.request(100, Markets.choice(0, 0, 1, 5, 20)),
            Markets.request(100, Markets.choice(1, 0, 1, 5, 10)),
            Markets.request(100, Markets.choice(1, 0, 1, 5, 20)));
    Market market = Translation.of(problem).market();
    assertThat(Crossover.of(market, new int[] {1, 2, 4, 7}, new int[] {0, 3, 5, 6}))
        .containsExactly(1, 2, 5, 6);
  }

  /** Everybody in random order takes a random choice of those that fit. */
  private static int[] anyPlan(Market market, Random random) {
    Assignment plan = new Assignment(market);
    List<Integer> order =
        IntStream.range(0, market.requests()).boxed().collect(Collectors.toList());
    Collections.shuffle(order, random);
    for (int request : order) {
      int[] fitting =
          IntStream.range(market.unmatched(request), market.firstChoice[request + 1])
              .filter(plan::fits)
              .toArray();
      plan.choose(request, fitting[random.nextInt(fitting.length)]);
    }
    return plan.choices();
  }

  private static long cost(Market market, int[] choices) {
    return IntStream.of(choices).mapToLong(choice -> market.cost[choice]).sum();
  }
}
