package exchange.core.matching;

import exchange.core.capacity.CapacityProfile;
import exchange.core.values.DateRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A snapshot of the market for one matching round. Costs are in minor units of the market currency.
 * The plan gives each candidate one of its choices, or several that together are a split, or none;
 * on no day may the units on a slot exceed what is free there, or goods lie on one site that may
 * not share it.
 *
 * @param apart which kinds of goods may not lie on one site on the same day
 */
public record MatchingProblem(List<Slot> slots, List<Candidate> candidates, List<Apart> apart) {

  /**
   * A slot and what is free on it, day by day.
   *
   * @param site where it is; slots of one site lie side by side
   */
  public record Slot(UUID id, UUID site, CapacityProfile free) {
    /** A slot on a site of its own. */
    public Slot(UUID id, CapacityProfile free) {
      this(id, id, free);
    }
  }

  /**
   * A request.
   *
   * @param unmatchedCost what leaving it out costs: its budget
   * @param choices ways to serve it, or, of a split, the parts it may be made of
   * @param split how choices may be put together; empty when one of them serves it alone
   * @param goods the number of their kind
   */
  public record Candidate(
      UUID requestId, long unmatchedCost, List<Choice> choices, Optional<Split> split, int goods) {
    public Candidate {
      choices = List.copyOf(choices);
    }

    /** The same without its choices. */
    Candidate without() {
      return new Candidate(requestId, unmatchedCost, List.of(), split, goods);
    }

    /** One that is not split, with goods that may lie beside any others. */
    public Candidate(UUID requestId, long unmatchedCost, List<Choice> choices) {
      this(requestId, unmatchedCost, choices, Optional.empty(), 0);
    }
  }

  /**
   * The parts of a request that is split: choices of the same stay, each on another site, whose
   * units add up to the quantity.
   *
   * @param mostSites how many parts it may have, 1 or more
   */
  public record Split(int quantity, int mostSites) {}

  /**
   * One way to serve a candidate, or a part of it.
   *
   * @param slot index into the problem's slots
   * @param cost not negative
   */
  public record Choice(int slot, DateRange stay, int units, long cost) {
    public Choice {
      if (cost < 0) {
        throw new IllegalArgumentException("a choice costs 0 or more, not " + cost);
      }
    }
  }

  /** Goods that may not share a site with others; both ways, and possibly with their like. */
  public record Apart(int goods, int others) {}

  public MatchingProblem {
    slots = List.copyOf(slots);
    candidates = List.copyOf(candidates);
    apart = List.copyOf(apart);
  }

  /** One whose goods may all lie side by side. */
  public MatchingProblem(List<Slot> slots, List<Candidate> candidates) {
    this(slots, candidates, List.of());
  }

  /** The problem with another candidate in one's place. */
  public MatchingProblem with(int candidate, Candidate other) {
    List<Candidate> changed = new ArrayList<>(candidates);
    changed.set(candidate, other);
    return new MatchingProblem(slots, changed, apart);
  }

  /**
   * The problem without the choices of those that cannot stand in a candidate's way, nor in the way
   * of any that can. What it gives the others is as good as in the whole problem.
   */
  public MatchingProblem around(int candidate) {
    List<Set<UUID>> grounds = candidates.stream().map(this::grounds).toList();
    Set<UUID> reached = new HashSet<>(grounds.get(candidate));
    for (int before = 0; before < reached.size(); ) {
      before = reached.size();
      grounds.stream()
          .filter(each -> !Collections.disjoint(each, reached))
          .forEach(reached::addAll);
    }
    List<Candidate> near = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Candidate each = candidates.get(i);
      near.add(Collections.disjoint(grounds.get(i), reached) ? each.without() : each);
    }
    return new MatchingProblem(slots, near, apart);
  }

  /** Where a candidate may meet others: on slots, or on sites where some goods must be apart. */
  private Set<UUID> grounds(Candidate candidate) {
    return candidate.choices().stream()
        .map(choice -> slots.get(choice.slot()))
        .map(slot -> apart.isEmpty() ? slot.id() : slot.site())
        .collect(Collectors.toSet());
  }

  /** The choices that the plan gives a candidate: none, one, or the parts of a split. */
  public List<Choice> chosen(Plan plan, int candidate) {
    List<Choice> choices = candidates.get(candidate).choices();
    return plan.choices().get(candidate).stream().map(choices::get).toList();
  }

  /** The total cost of a plan for this problem. */
  public long cost(Plan plan) {
    long cost = 0;
    for (int i = 0; i < candidates.size(); i++) {
      cost +=
          plan.serves(i)
              ? chosen(plan, i).stream().mapToLong(Choice::cost).sum()
              : candidates.get(i).unmatchedCost();
    }
    return cost;
  }
}
