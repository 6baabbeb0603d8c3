package exchange.core.matching;

import exchange.core.capacity.CapacityProfile;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.matching.MatchingProblem.Split;
import exchange.core.quote.Objection;
import exchange.core.quote.Objection.Rule;
import exchange.core.quote.Offer;
import exchange.core.quote.Option;
import exchange.core.quote.Options;
import exchange.core.request.LeaseRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.joda.money.Money;

/** What one round sees: requests, slots and every option, and how they read as a problem. */
final class Market {
  private static final Options.Found NOTHING =
      new Options.Found(
          List.of(),
          Optional.of(new Objection(Rule.BLACKLISTED, "whoever asks is on the blacklist")));

  private final List<LeaseRequest> requests;
  private final List<Offer> offers;
  private final Options finder;
  private final Set<UUID> blacklisted;
  private final Instant now;
  private final List<Ways> ways;
  private final MatchingProblem problem;

  /** Every way to serve one request, and how they read as a candidate. */
  record Ways(List<Option> options, Optional<Objection> objection, Candidate candidate) {
    List<Option> chosen(List<Integer> choices) {
      return choices.stream().map(options::get).toList();
    }
  }

  /**
   * @param blacklisted members who get nothing, and whose offers are none
   */
  Market(
      List<LeaseRequest> requests,
      List<Offer> all,
      Options finder,
      Set<UUID> blacklisted,
      Instant now) {
    this.requests = requests;
    this.offers =
        all.stream().filter(each -> !blacklisted.contains(each.listing().ownerId())).toList();
    this.finder = finder;
    this.blacklisted = blacklisted;
    this.now = now;
    this.ways = requests.stream().map(this::ways).toList();
    List<Slot> slots =
        offers.stream()
            .map(
                offer ->
                    new Slot(
                        offer.listing().id(), offer.listing().site().warehouseId(), offer.free()))
            .toList();
    problem = new MatchingProblem(slots, ways.stream().map(Ways::candidate).toList());
  }

  /** What this market has for a request, whether or not it is one of its own. */
  Ways ways(LeaseRequest request) {
    List<Option> found = new ArrayList<>();
    List<Choice> choices = new ArrayList<>();
    Optional<Objection> farthest = Optional.empty();
    for (int slot = 0; slot < offers.size(); slot++) {
      for (LeaseRequest part : request.parts()) {
        Options.Found each = on(part, slot, offers.get(slot).free());
        for (Option option : each.options()) {
          found.add(option);
          choices.add(
              new Choice(
                  slot, option.stay(), part.quantity(), option.landed().getAmountMinorLong()));
        }
        if (part.equals(request)) {
          farthest = Options.farther(farthest, each.objection());
        }
      }
    }
    long budget = finder.budget(request).getAmountMinorLong();
    Optional<Split> split =
        request.splitting().map(how -> new Split(request.quantity(), how.mostSites()));
    return new Ways(found, farthest, new Candidate(request.id(), budget, choices, split, 0));
  }

  /** What one slot could do for a request if just {@code free} were free there. */
  Options.Found on(LeaseRequest request, int slot, CapacityProfile free) {
    return blacklisted.contains(request.exporterId())
        ? NOTHING
        : finder.on(request, offers.get(slot).listing(), free, now);
  }

  Money budgetAbove(LeaseRequest request, Money landed) {
    return finder.budgetAbove(request, landed);
  }

  MatchingProblem problem() {
    return problem;
  }

  /** A day that has not begun at any site. */
  LocalDate firstDayAhead() {
    return LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(2);
  }

  List<LeaseRequest> requests() {
    return requests;
  }

  List<Offer> offers() {
    return offers;
  }

  /** Every way to serve the request, or a part of it, within all rules. */
  List<Option> options(int request) {
    return ways.get(request).options();
  }

  /** What the plan gives the request: one option, one for each part, or none. */
  List<Option> chosen(Plan plan, int request) {
    return ways.get(request).chosen(plan.choices().get(request));
  }

  /**
   * Why the request got nothing.
   *
   * @param served whether the only request of a problem can be served; asked of one that may be
   *     split, since parts alone need not add up to it
   */
  Objection objection(int request, Predicate<MatchingProblem> served) {
    int count = options(request).size();
    Candidate candidate = ways.get(request).candidate();
    if (count > 0
        && (candidate.split().isEmpty()
            || served.test(new MatchingProblem(problem.slots(), List.of(candidate))))) {
      return new Objection(
          Rule.OUTBID, "it had " + count + " options, but others made better use of the space");
    }
    return ways.get(request)
        .objection()
        .orElse(new Objection(Rule.STORAGE_CLASS, "nobody offers such space"));
  }
}
