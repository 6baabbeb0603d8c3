package exchange.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tries every plan of many tiny problems. */
final class BruteForceTest {
  private static final int PROBLEMS = 1000;

  @Test
  void no_plan_beats_the_bound_and_a_closed_gap_is_the_optimum() {
    Random random = Seeds.random();
    int optimal = 0;
    int proven = 0;
    for (int i = 0; i < PROBLEMS; i++) {
      MatchingProblem problem = Markets.tiny(random);
      long optimum = optimum(problem);
      long bound = bound(problem);
      MatcherBehavior.Recorder recorder = new MatcherBehavior.Recorder();
      Plan plan = new OptaPlannerMatcher().match(problem, MatcherBehavior.SMALL, recorder).plan();
      long cost = problem.cost(plan);
      assertThat(Markets.feasible(problem, plan)).as("problem %s", i).isTrue();
      assertThat(bound).as("problem %s", i).isLessThanOrEqualTo(optimum);
      assertThat(cost).as("problem %s", i).isGreaterThanOrEqualTo(optimum);
      assertThat(recorder.costs).as("problem %s", i).last().isEqualTo(cost);
      optimal += cost == optimum ? 1 : 0;
      proven += cost == bound ? 1 : 0;
    }
    System.out.printf("%d of %d optimal, %d proven%n", optimal, PROBLEMS, proven);
    assertThat(optimal).isEqualTo(PROBLEMS);
    assertThat(proven).isGreaterThan(PROBLEMS / 2);
  }

  @Test
  void the_search_alone_finds_most_optima() {
    Random random = Seeds.random();
    int optimal = 0;
    for (int i = 0; i < PROBLEMS; i++) {
      MatchingProblem problem = Markets.tiny(random);
      if (!problem.candidates().isEmpty()) {
        long found = search(problem);
        assertThat(found).as("problem %s", i).isGreaterThanOrEqualTo(optimum(problem));
        optimal += found == optimum(problem) ? 1 : 0;
      } else {
        optimal++;
      }
    }
    System.out.printf("%d of %d optimal without branch and bound%n", optimal, PROBLEMS);
    assertThat(optimal).isGreaterThan(PROBLEMS * 95 / 100);
  }

  private static long search(MatchingProblem problem) {
    Market market = Translation.of(problem).market();
    DualPrices prices =
        new LagrangianDual(market).climb(1000, 1, market.costOfNothing(), () -> false);
    Guide guide = Guide.byDualPrice(market, prices);
    int[] start = new Assignment(market).choices();
    try (Progress progress =
        new Progress(
            new MatcherBehavior.Recorder(),
            MatcherBehavior.SMALL,
            new Assignment(market),
            prices.bound())) {
      int[] found =
          Search.improve(guide, prices, Components.of(market), prices.bound(), start, progress);
      return IntStream.of(found).mapToLong(choice -> market.cost[choice]).sum();
    }
  }

  private static long bound(MatchingProblem problem) {
    Market market = Translation.of(problem).market();
    return new LagrangianDual(market).climb(1000, 1, market.costOfNothing(), () -> false).bound();
  }

  private static long optimum(MatchingProblem problem) {
    return cheapest(
        problem,
        problem.candidates().stream().map(each -> decisions(problem, each)).toList(),
        new ArrayList<>(),
        Long.MAX_VALUE);
  }

  /** Everything that one request may get, nothing included. */
  private static List<List<Integer>> decisions(MatchingProblem problem, Candidate candidate) {
    List<List<Integer>> decisions = new ArrayList<>(List.of(List.of()));
    for (int set = 1; set < 1 << candidate.choices().size(); set++) {
      int members = set;
      List<Integer> parts =
          IntStream.range(0, candidate.choices().size())
              .filter(i -> (members >> i & 1) == 1)
              .boxed()
              .toList();
      if (Markets.serves(
          problem, candidate, parts.stream().map(candidate.choices()::get).toList())) {
        decisions.add(parts);
      }
    }
    return decisions;
  }

  private static long cheapest(
      MatchingProblem problem,
      List<List<List<Integer>>> decisions,
      List<List<Integer>> chosen,
      long best) {
    if (chosen.size() == problem.candidates().size()) {
      Plan plan = new Plan(chosen);
      return Markets.feasible(problem, plan) ? Math.min(best, problem.cost(plan)) : best;
    }
    long least = best;
    for (List<Integer> decision : decisions.get(chosen.size())) {
      chosen.add(decision);
      least = cheapest(problem, decisions, chosen, least);
      chosen.remove(chosen.size() - 1);
    }
    return least;
  }
}
