package exchange.core.matching;

import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.matching.Objection.Rule;
import exchange.core.request.LeaseRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one round sees: requests, slots and every option, and how they read as a problem. */
final class Market {
  private final List<LeaseRequest> requests;
  private final List<List<Option>> options = new ArrayList<>();
  private final List<Optional<Objection>> objections = new ArrayList<>();
  private final MatchingProblem problem;

  Market(List<LeaseRequest> requests, List<Offer> offers, Options finder, Instant now) {
    this.requests = requests;
    List<Candidate> candidates = new ArrayList<>();
    for (LeaseRequest request : requests) {
      List<Option> found = new ArrayList<>();
      List<Choice> choices = new ArrayList<>();
      Optional<Objection> farthest = Optional.empty();
      for (int slot = 0; slot < offers.size(); slot++) {
        Offer offer = offers.get(slot);
        Options.Found each = finder.on(request, offer.listing(), offer.free(), now);
        farthest = Options.farther(farthest, each.objection());
        for (Option option : each.options()) {
          found.add(option);
          choices.add(
              new Choice(
                  slot, option.stay(), request.quantity(), option.landed().getAmountMinorLong()));
        }
      }
      options.add(found);
      objections.add(farthest);
      long budget = finder.budget(request).getAmountMinorLong();
      candidates.add(new Candidate(request.id(), budget, choices));
    }
    List<Slot> slots =
        offers.stream().map(offer -> new Slot(offer.listing().id(), offer.free())).toList();
    problem = new MatchingProblem(slots, candidates);
  }

  MatchingProblem problem() {
    return problem;
  }

  List<LeaseRequest> requests() {
    return requests;
  }

  /** The option that the plan gives the request, or nothing. */
  Optional<Option> chosen(Plan plan, int request) {
    int choice = plan.choices().get(request);
    return choice < 0 ? Optional.empty() : Optional.of(options.get(request).get(choice));
  }

  /** Why the request got nothing. */
  Objection objection(int request) {
    int ways = options.get(request).size();
    if (ways > 0) {
      return new Objection(
          Rule.OUTBID, "it had " + ways + " options, but others made better use of the space");
    }
    return objections
        .get(request)
        .orElse(new Objection(Rule.STORAGE_CLASS, "nobody offers such space"));
  }
}
