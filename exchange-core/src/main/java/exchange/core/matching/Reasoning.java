package exchange.core.matching;

import static java.util.Comparator.comparing;

import exchange.core.listing.Bill;
import exchange.core.matching.Matcher.Effort;
import exchange.core.matching.Reasons.Alternative;
import exchange.core.matching.Reasons.Near;
import exchange.core.matching.Reasons.Win;
import exchange.core.quote.Objection;
import exchange.core.quote.Objection.Rule;
import exchange.core.quote.Offer;
import exchange.core.quote.Option;
import exchange.core.quote.Options;
import exchange.core.request.LeaseRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * Works out why each request of a round got what it got. A change that would have won is looked for
 * in the space that the plan leaves free, where adding the request makes the plan cheaper for sure;
 * then what the request can meet is solved again with that change, and only if that serves the
 * request it is told.
 */
final class Reasoning {
  private static final int NEAREST = 5;

  private final Market market;
  private final Plan plan;
  private final Leftover leftover;
  private final Matcher matcher;
  private final Effort effort;

  /**
   * @param effort for each time that the round is solved again
   */
  Reasoning(Market market, Plan plan, Matcher matcher, Effort effort) {
    this.market = market;
    this.plan = plan;
    this.leftover = Leftover.of(market.problem(), plan);
    this.matcher = matcher;
    this.effort = effort;
  }

  Reasons of(int request) {
    List<Option> chosen = market.chosen(plan, request);
    return chosen.isEmpty()
        ? new Reasons(Optional.empty(), Optional.empty(), near(request), wins(request))
        : served(request, chosen);
  }

  /** The next best is one slot for all of the request, other than those that it got. */
  private Reasons served(int request, List<Option> chosen) {
    int all = market.requests().get(request).quantity();
    List<UUID> got = chosen.stream().map(part -> part.listing().id()).toList();
    Money landed = landed(chosen);
    Optional<Alternative> next =
        market.options(request).stream()
            .filter(other -> other.request().quantity() == all)
            .filter(other -> !got.contains(other.listing().id()))
            .min(comparing(Option::landed))
            .map(
                other ->
                    new Alternative(
                        other.listing().id(),
                        other.stay(),
                        other.landed(),
                        other.landed().minus(landed)));
    Optional<Bill> bill = chosen.size() > 1 ? Optional.empty() : Optional.of(chosen.get(0).bill());
    return new Reasons(bill, next, List.of(), List.of());
  }

  private static Money landed(List<Option> parts) {
    return Money.total(parts.stream().map(Option::landed).toList());
  }

  private List<Near> near(int request) {
    List<Near> all = new ArrayList<>();
    for (int slot = 0; slot < market.offers().size(); slot++) {
      Offer offer = market.offers().get(slot);
      UUID listing = offer.listing().id();
      Options.Found found = market.on(market.requests().get(request), slot, offer.free());
      found.objection().ifPresent(objection -> all.add(new Near(listing, objection)));
      found.options().stream()
          .min(comparing(Option::landed))
          .map(option -> "it would cost " + option.landed() + ", but others need the space more")
          .ifPresent(reason -> all.add(new Near(listing, new Objection(Rule.OUTBID, reason))));
    }
    return all.stream()
        .sorted(comparing((Near each) -> each.objection().rule()).reversed())
        .limit(NEAREST)
        .toList();
  }

  /** One change of each kind; where no single change wins, two or three at once. */
  private List<Win> wins(int request) {
    LeaseRequest filed = market.requests().get(request);
    List<Win> alone =
        Stream.of(
                withBudget(filed).stream(),
                split(request, filed).stream(),
                steps(filed).stream().flatMap(step -> smallest(step, false).stream()))
            .flatMap(each -> each)
            .flatMap(changed -> confirmed(request, changed).stream())
            .toList();
    if (!alone.isEmpty()) {
      return leastOfEachKind(alone);
    }
    List<LeaseRequest> paidFor =
        steps(filed).stream()
            .flatMap(step -> smallest(step, true).stream())
            .flatMap(changed -> withBudget(changed).stream())
            .toList();
    List<Win> together = confirmed(request, paidFor);
    if (together.isEmpty()) {
      // What just pays for the space that is left may find it given to others when solved again.
      together = confirmed(request, paidFor.stream().map(WhatIf::atTwiceTheBudget).toList());
    }
    return together.isEmpty()
        ? anywhere(request, filed).stream().toList()
        : leastOfEachKind(together);
  }

  private List<Win> confirmed(int request, List<LeaseRequest> changed) {
    return changed.stream().flatMap(each -> confirmed(request, each).stream()).toList();
  }

  /** Splitting is tried where no slot has room for all of it, but some for a part. */
  private Optional<LeaseRequest> split(int request, LeaseRequest filed) {
    return market.options(request).isEmpty()
        ? WhatIf.split(filed).filter(parts -> !market.ways(parts).options().isEmpty())
        : Optional.empty();
  }

  private List<WhatIf.Steps> steps(LeaseRequest request) {
    return WhatIf.steps(request, market.offers(), market.firstDayAhead());
  }

  /**
   * What could be stored in another kind of space or counted in another unit, if need be dearer.
   */
  private Optional<Win> anywhere(int request, LeaseRequest filed) {
    return WhatIf.otherKinds(filed, market.offers()).stream()
        .flatMap(
            other ->
                Stream.concat(
                    Stream.of(other),
                    steps(other).stream().flatMap(step -> smallest(step, true).stream())))
        .flatMap(other -> withBudget(other).stream())
        .map(other -> confirmed(request, other))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static List<Win> leastOfEachKind(List<Win> wins) {
    List<Win> least = new ArrayList<>();
    for (Win win : wins) {
      if (least.stream().noneMatch(each -> each.changes().equals(win.changes()))) {
        least.add(win);
      }
    }
    return least;
  }

  /** The first step after which the request fits into what is left; steps grow, then close in. */
  private Optional<LeaseRequest> smallest(WhatIf.Steps steps, boolean atAnyBudget) {
    int reached = 1;
    while (reached < steps.most() && !fits(steps.after(reached), atAnyBudget)) {
      reached = Math.min(steps.most(), 2 * reached);
    }
    if (steps.most() == 0 || !fits(steps.after(reached), atAnyBudget)) {
      return Optional.empty();
    }
    int missed = reached / 2;
    while (missed + 1 < reached) {
      int middle = (missed + reached) / 2;
      if (fits(steps.after(middle), atAnyBudget)) {
        reached = middle;
      } else {
        missed = middle;
      }
    }
    return Optional.of(steps.after(reached));
  }

  private boolean fits(LeaseRequest request, boolean atAnyBudget) {
    return cheapestLeft(atAnyBudget ? WhatIf.atAnyBudget(request) : request).isPresent();
  }

  /** The same request with the least budget that pays for space that is left. */
  private Optional<LeaseRequest> withBudget(LeaseRequest request) {
    return cheapestLeft(WhatIf.atAnyBudget(request))
        .map(option -> market.budgetAbove(request, option.landed()))
        .map(
            needed ->
                needed.isGreaterThan(request.budget())
                    ? WhatIf.withBudget(request, needed)
                    : request);
  }

  private Optional<Option> cheapestLeft(LeaseRequest request) {
    Optional<Option> cheapest = Optional.empty();
    for (int slot = 0; slot < market.offers().size(); slot++) {
      for (Option option : market.on(request, slot, leftover.slots().get(slot)).options()) {
        if (cheapest.isEmpty() || option.landed().isLessThan(cheapest.get().landed())) {
          cheapest = Optional.of(option);
        }
      }
    }
    return cheapest;
  }

  /** Solves again what the changed request can meet, and sees what that gives it. */
  private Optional<Win> confirmed(int request, LeaseRequest changed) {
    Market.Ways ways = market.ways(changed);
    MatchingProblem problem = market.problem().with(request, ways.candidate()).around(request);
    Plan again = matcher.match(problem, effort, (percent, cost, bound, matched) -> {}).plan();
    if (!again.serves(request)) {
      return Optional.empty();
    }
    List<Option> won = ways.chosen(again.choices().get(request));
    return Optional.of(
        new Win(
            WhatIf.changes(market.requests().get(request), changed),
            changed,
            won.stream().map(part -> part.listing().id()).toList(),
            won.get(0).stay(),
            landed(won)));
  }
}
