package exchange.core.matching;

import exchange.core.capacity.CapacityProfile;
import exchange.core.values.DateRange;
import java.util.List;
import java.util.UUID;

/**
 * A snapshot of the market for one matching round. Costs are in minor units of the market currency.
 * The plan gives each candidate one of its choices or none; on no day may the units on a slot
 * exceed what is free there.
 */
public record MatchingProblem(List<Slot> slots, List<Candidate> candidates) {

  /** A slot and what is free on it, day by day. */
  public record Slot(UUID id, CapacityProfile free) {}

  /**
   * A request.
   *
   * @param unmatchedCost what leaving it out costs: its budget
   */
  public record Candidate(UUID requestId, long unmatchedCost, List<Choice> choices) {
    public Candidate {
      choices = List.copyOf(choices);
    }
  }

  /**
   * One way to serve a candidate.
   *
   * @param slot index into the problem's slots
   */
  public record Choice(int slot, DateRange stay, int units, long cost) {}

  public MatchingProblem {
    slots = List.copyOf(slots);
    candidates = List.copyOf(candidates);
  }

  /** The total cost of a plan for this problem. */
  public long cost(Plan plan) {
    long cost = 0;
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      int choice = plan.choices().get(i);
      cost += choice < 0 ? candidate.unmatchedCost() : candidate.choices().get(choice).cost();
    }
    return cost;
  }
}
