package exchange.core.matching;

import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.quote.Option;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Whom a plan serves; shares lie between 0 and 1.
 *
 * @param smallMatched share served of the requests whose budget is below the middle one's
 * @param largeMatched the same for the others
 * @param ownerConcentration Herfindahl-Hirschman index of the owners' shares in what the served
 *     requests cost: 1 over their number when all are equal, 1 when one has everything
 * @param exporterConcentration the same for exporters
 * @param envious unmatched requests that a request of lower budget took the space from: without it,
 *     one of their options would fit
 */
public record Fairness(
    double smallMatched,
    double largeMatched,
    double ownerConcentration,
    double exporterConcentration,
    int envious) {

  static Fairness of(Market market, Plan plan) {
    List<MatchingProblem.Candidate> candidates = market.problem().candidates();
    long[] budgets = candidates.stream().mapToLong(each -> each.unmatchedCost()).sorted().toArray();
    long middle = budgets.length == 0 ? 0 : budgets[budgets.length / 2];
    int[] small = new int[2];
    int[] large = new int[2];
    int envious = 0;
    Leftover leftover = Leftover.of(market.problem(), plan);
    for (int i = 0; i < budgets.length; i++) {
      boolean matched = plan.serves(i);
      int[] group = candidates.get(i).unmatchedCost() < middle ? small : large;
      group[matched ? 1 : 0]++;
      envious += !matched && envies(market.problem(), plan, leftover, i) ? 1 : 0;
    }
    return new Fairness(
        share(small),
        share(large),
        concentration(market, plan, option -> option.listing().ownerId()),
        concentration(market, plan, option -> option.request().exporterId()),
        envious);
  }

  private static double share(int[] group) {
    return group[1] == 0 ? 0 : (double) group[1] / (group[0] + group[1]);
  }

  private static double concentration(Market market, Plan plan, Function<Option, UUID> party) {
    Map<UUID, Double> each = new HashMap<>();
    for (int i = 0; i < plan.choices().size(); i++) {
      for (Option option : market.chosen(plan, i)) {
        each.merge(party.apply(option), (double) option.landed().getAmountMinorLong(), Double::sum);
      }
    }
    double all = each.values().stream().mapToDouble(Double::doubleValue).sum();
    return each.values().stream().mapToDouble(part -> part * part / (all * all)).sum();
  }

  private static boolean envies(
      MatchingProblem problem, Plan plan, Leftover leftover, int request) {
    long budget = problem.candidates().get(request).unmatchedCost();
    for (int other = 0; other < plan.choices().size(); other++) {
      MatchingProblem.Candidate rival = problem.candidates().get(other);
      for (Choice theirs : problem.chosen(plan, other)) {
        if (rival.unmatchedCost() < budget
            && problem.candidates().get(request).choices().stream()
                .anyMatch(mine -> mine.slot() == theirs.slot() && leftover.fits(mine, theirs))) {
          return true;
        }
      }
    }
    return false;
  }
}
