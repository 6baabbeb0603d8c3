package exchange.matcher;

import exchange.core.capacity.CapacityProfile;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Apart;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.matching.MatchingProblem.Split;
import exchange.core.matching.Plan;
import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Problems for tests: by hand, day 0 being the first of the calendar, or from a seed. */
final class Markets {
  private static final LocalDate DAY_0 = LocalDate.of(2028, 2, 27);

  /** Of slots that lie alone. */
  private static int nextSite = 1000;

  private Markets() {}

  static MatchingProblem market(List<Slot> slots, Candidate... candidates) {
    return new MatchingProblem(slots, Arrays.asList(candidates));
  }

  static Slot slot(int... unitsPerDay) {
    return slotOn(nextSite++, unitsPerDay);
  }

  static Candidate request(long budget, Choice... choices) {
    return new Candidate(new UUID(1, 1), budget, Arrays.asList(choices));
  }

  static Choice choice(int slot, int from, int to, int units, long cost) {
    return new Choice(slot, new DateRange(DAY_0.plusDays(from), DAY_0.plusDays(to)), units, cost);
  }

  /** One that is served by parts. */
  static Candidate split(long budget, int quantity, int mostSites, Choice... parts) {
    return new Candidate(
        new UUID(1, 1),
        budget,
        Arrays.asList(parts),
        Optional.of(new Split(quantity, mostSites)),
        0);
  }

  /** The same request for goods of a kind. */
  static Candidate withGoods(int goods, Candidate request) {
    return new Candidate(
        request.requestId(), request.unmatchedCost(), request.choices(), request.split(), goods);
  }

  /** Small enough to try every plan: at most 6 requests with at most 4 choices each. */
  static MatchingProblem tiny(Random random) {
    return random(random, random.nextInt(7), 1 + random.nextInt(3), 1 + random.nextInt(8), 4);
  }

  static MatchingProblem random(Random random, int requests, int slots, int days, int choices) {
    int sites = 1 + random.nextInt(slots);
    return new MatchingProblem(
        IntStream.range(0, slots)
            .mapToObj(s -> slotOn(random.nextInt(sites), random.ints(days, 0, 10).toArray()))
            .toList(),
        IntStream.range(0, requests)
            .mapToObj(
                r ->
                    withGoods(
                        random.nextInt(3),
                        random.nextInt(3) > 0
                            ? randomRequest(random, slots, days, random.nextInt(choices + 1))
                            : randomSplit(random, slots, days, random.nextInt(2 * choices + 1))))
            .toList(),
        random.nextInt(3) > 0 ? List.of() : List.of(new Apart(1, 1 + random.nextInt(2))));
  }

  private static Slot slotOn(int site, int... unitsPerDay) {
    return new Slot(new UUID(0, 0), new UUID(2, site), new CapacityProfile(DAY_0, unitsPerDay));
  }

  private static Candidate randomSplit(Random random, int slots, int days, int parts) {
    int stay = 1 + random.nextInt(Math.min(3, days));
    int quantity = 2 + random.nextInt(6);
    Choice[] choices = new Choice[parts];
    for (int i = 0; i < parts; i++) {
      int from = random.nextInt(Math.min(2, days - stay + 1));
      choices[i] =
          choice(
              random.nextInt(slots),
              from,
              from + stay,
              1 + random.nextInt(quantity),
              random.nextInt(60));
    }
    return split(20 + random.nextInt(100), quantity, 1 + random.nextInt(3), choices);
  }

  private static Candidate randomRequest(Random random, int slots, int days, int choices) {
    Choice[] ways = new Choice[choices];
    for (int i = 0; i < choices; i++) {
      int from = random.nextInt(days);
      int to = from + 1 + random.nextInt(days - from);
      ways[i] = choice(random.nextInt(slots), from, to, 1 + random.nextInt(6), random.nextInt(100));
    }
    return request(20 + random.nextInt(100), ways);
  }

  /** Whether everybody gets all or nothing, within what is free, beside whom they may lie. */
  static boolean feasible(MatchingProblem problem, Plan plan) {
    for (int request = 0; request < problem.candidates().size(); request++) {
      if (plan.serves(request)
          && !serves(problem, problem.candidates().get(request), problem.chosen(plan, request))) {
        return false;
      }
      for (int other = 0; other < request; other++) {
        if (clash(problem, plan, request, other)) {
          return false;
        }
      }
    }
    return withinCapacity(problem, plan);
  }

  /** Whether just these choices are what a request may get. */
  static boolean serves(MatchingProblem problem, Candidate candidate, List<Choice> parts) {
    return candidate
        .split()
        .map(
            split ->
                parts.size() <= split.mostSites()
                    && parts.stream().mapToInt(Choice::units).sum() == split.quantity()
                    && parts.stream().map(Choice::stay).distinct().count() == 1
                    && parts.stream().map(part -> site(problem, part)).distinct().count()
                        == parts.size())
        .orElse(parts.size() == 1);
  }

  private static UUID site(MatchingProblem problem, Choice choice) {
    return problem.slots().get(choice.slot()).site();
  }

  private static boolean clash(MatchingProblem problem, Plan plan, int one, int other) {
    int goods = problem.candidates().get(one).goods();
    int others = problem.candidates().get(other).goods();
    boolean apart =
        problem.apart().stream()
            .anyMatch(
                each ->
                    (each.goods() == goods && each.others() == others)
                        || (each.goods() == others && each.others() == goods));
    for (Choice here : problem.chosen(plan, one)) {
      for (Choice there : problem.chosen(plan, other)) {
        if (apart
            && site(problem, here).equals(site(problem, there))
            && here.stay().intersection(there.stay()).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean withinCapacity(MatchingProblem problem, Plan plan) {
    int[][] left = problem.slots().stream().map(slot -> slot.free().units()).toArray(int[][]::new);
    for (int request = 0; request < problem.candidates().size(); request++) {
      for (Choice choice : problem.chosen(plan, request)) {
        Slot slot = problem.slots().get(choice.slot());
        LocalDate first = slot.free().firstDay();
        for (LocalDate day : choice.stay().from().datesUntil(choice.stay().to()).toList()) {
          int d = Math.toIntExact(day.toEpochDay() - first.toEpochDay());
          if (d < 0 || d >= left[choice.slot()].length) {
            return false;
          }
          left[choice.slot()][d] -= choice.units();
        }
      }
    }
    return Arrays.stream(left).flatMapToInt(Arrays::stream).allMatch(units -> units >= 0);
  }

  static long costOfNothing(MatchingProblem problem) {
    return problem.candidates().stream().mapToLong(Candidate::unmatchedCost).sum();
  }
}
