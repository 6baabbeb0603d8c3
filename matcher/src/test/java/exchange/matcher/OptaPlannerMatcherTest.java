package exchange.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.matching.Matcher;
import exchange.core.matching.MatchingProblem;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OptaPlannerMatcherTest extends MatcherBehavior {
  @Override
  Matcher matcher() {
    return new OptaPlannerMatcher();
  }

  @Test
  void is_never_worse_than_greedy_and_mostly_better() {
    Random random = Seeds.random();
    int better = 0;
    for (int i = 0; i < 50; i++) {
      MatchingProblem problem = Markets.random(random, 120, 5, 20, 8);
      long greedy = problem.cost(new GreedyMatcher().match(problem, SMALL, new Recorder()).plan());
      long cost = problem.cost(matcher().match(problem, SMALL, new Recorder()).plan());
      assertThat(cost).isLessThanOrEqualTo(greedy);
      better += cost < greedy ? 1 : 0;
    }
    assertThat(better).isGreaterThan(25);
  }
}
