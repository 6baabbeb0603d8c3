package exchange.matcher.certificate;

import exchange.core.matching.Certificate;
import exchange.core.matching.Certificate.Cut;
import exchange.core.matching.Certificate.DayPrice;
import exchange.core.matching.Certificate.Weight;
import exchange.core.matching.Digest;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Apart;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Split;
import exchange.core.matching.Plan;
import exchange.core.values.DateRange;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Adds up again, in whole numbers of any size, what a certificate states: that the plan is within
 * capacity and keeps apart what has to be, what it costs, and that no plan costs less than the
 * bound.
 */
public final class CertificateChecker {

  /** A slot on a day. */
  private record SlotDay(int slot, LocalDate day) {}

  /** A choice with what it and its space cost. */
  private record Priced(Choice choice, BigInteger price) {}

  /** A limit with what one request counts in it. */
  private record Counted(Cut cut, Weight weight) {
    private boolean has(Choice choice) {
      return choice.slot() == cut.slot()
          && choice.units() >= weight.units()
          && !cut.day().isBefore(choice.stay().from())
          && cut.day().isBefore(choice.stay().to());
    }

    private BigInteger price() {
      return BigInteger.valueOf(cut.price()).multiply(BigInteger.valueOf(weight.weight()));
    }
  }

  /** How much of a split is put together. */
  private record Begun(int parts, long units) {
    private Begun with(int more) {
      return new Begun(parts + 1, units + more);
    }
  }

  private final MatchingProblem problem;
  private final Plan plan;
  private final Certificate certificate;
  private final List<String> faults = new ArrayList<>();

  private CertificateChecker(MatchingProblem problem, Plan plan, Certificate certificate) {
    this.problem = problem;
    this.plan = plan;
    this.certificate = certificate;
  }

  /**
   * Checks everything.
   *
   * @return what is wrong, in words; empty when the certificate holds
   */
  public static List<String> faults(MatchingProblem problem, Plan plan, Certificate certificate) {
    CertificateChecker checker = new CertificateChecker(problem, plan, certificate);
    checker.check();
    return List.copyOf(checker.faults);
  }

  private void check() {
    String digest =
        Digest.of(problem, plan, certificate.shift(), certificate.prices(), certificate.cuts());
    expect("digest", digest, certificate.digest());
    if (plan.choices().size() != problem.candidates().size()) {
      faults.add("the plan does not decide on every request once");
      return;
    }
    checkPlan();
    expect("bound", bound(), BigInteger.valueOf(certificate.bound()));
  }

  private void checkPlan() {
    BigInteger cost = BigInteger.ZERO;
    Map<SlotDay, Long> taken = new HashMap<>();
    for (int i = 0; i < plan.choices().size(); i++) {
      Candidate candidate = problem.candidates().get(i);
      List<Choice> parts = parts(i);
      if (parts.isEmpty()) {
        cost = cost.add(BigInteger.valueOf(candidate.unmatchedCost()));
      } else if (!serve(candidate, parts)) {
        faults.add("request " + i + " is not served by " + plan.choices().get(i));
      }
      for (Choice choice : parts) {
        cost = cost.add(BigInteger.valueOf(choice.cost()));
        days(choice.stay())
            .forEach(
                day ->
                    taken.merge(new SlotDay(choice.slot(), day), (long) choice.units(), Long::sum));
      }
    }
    expect("cost", cost, BigInteger.valueOf(certificate.cost()));
    checkGoods();
    taken.forEach(
        (at, units) -> {
          if (units > free(at)) {
            faults.add(
                "slot " + at.slot + " has " + free(at) + " units on " + at.day + ", not " + units);
          }
        });
  }

  private List<Choice> parts(int request) {
    List<Choice> choices = problem.candidates().get(request).choices();
    List<Choice> parts = new ArrayList<>();
    for (int index : plan.choices().get(request)) {
      if (index < 0 || index >= choices.size()) {
        faults.add("request " + request + " has no choice " + index);
      } else {
        parts.add(choices.get(index));
      }
    }
    return parts;
  }

  /** Whether these are all that a request needs: one choice, or the parts of a split. */
  private boolean serve(Candidate candidate, List<Choice> parts) {
    if (candidate.split().isEmpty()) {
      return parts.size() == 1;
    }
    Split split = candidate.split().get();
    return parts.size() <= split.mostSites()
        && parts.stream().mapToLong(Choice::units).sum() == split.quantity()
        && parts.stream().map(Choice::stay).distinct().count() == 1
        && parts.stream().map(this::site).distinct().count() == parts.size();
  }

  private UUID site(Choice choice) {
    return problem.slots().get(choice.slot()).site();
  }

  /** Looks at every two requests whose goods are kept apart. */
  private void checkGoods() {
    if (problem.apart().isEmpty()) {
      return;
    }
    for (int one = 0; one < plan.choices().size(); one++) {
      for (int other = 0; other < one; other++) {
        if (apart(one, other) && meet(parts(one), parts(other))) {
          faults.add("requests " + other + " and " + one + " may not share a site");
        }
      }
    }
  }

  private boolean apart(int one, int other) {
    int goods = problem.candidates().get(one).goods();
    int others = problem.candidates().get(other).goods();
    return problem.apart().contains(new Apart(goods, others))
        || problem.apart().contains(new Apart(others, goods));
  }

  private boolean meet(List<Choice> these, List<Choice> those) {
    return these.stream()
        .anyMatch(
            here ->
                those.stream()
                    .anyMatch(
                        there ->
                            site(here).equals(site(there))
                                && here.stay().intersection(there.stay()).isPresent()));
  }

  /**
   * Weak duality: what every request would choose if it paid for space, less what space is worth.
   */
  private BigInteger bound() {
    Map<SlotDay, BigInteger> prices = new HashMap<>();
    BigInteger sum = BigInteger.ZERO;
    for (DayPrice price : certificate.prices()) {
      SlotDay at = new SlotDay(price.slot(), price.day());
      BigInteger value = BigInteger.valueOf(price.price());
      if (value.signum() < 0 || prices.put(at, value) != null) {
        faults.add("slot " + price.slot() + " has no clear price on " + price.day());
      }
      sum = sum.subtract(value.multiply(BigInteger.valueOf(free(at))));
    }
    Map<Integer, List<Counted>> counted = new HashMap<>();
    for (Cut cut : certificate.cuts()) {
      checkCut(cut);
      sum = sum.subtract(BigInteger.valueOf(cut.price()).multiply(BigInteger.valueOf(cut.most())));
      for (Weight weight : cut.weights()) {
        counted
            .computeIfAbsent(weight.request(), ignored -> new ArrayList<>())
            .add(new Counted(cut, weight));
      }
    }
    for (int i = 0; i < problem.candidates().size(); i++) {
      Candidate candidate = problem.candidates().get(i);
      List<Counted> ofRequest = counted.getOrDefault(i, List.of());
      List<Priced> priced = new ArrayList<>();
      for (Choice choice : candidate.choices()) {
        if (problem.slots().get(choice.slot()).free().least(choice.stay()) >= choice.units()) {
          BigInteger price = scaled(choice.cost()).add(rent(choice, prices));
          priced.add(
              new Priced(
                  choice,
                  ofRequest.stream()
                      .filter(each -> each.has(choice))
                      .map(Counted::price)
                      .reduce(price, BigInteger::add)));
        }
      }
      BigInteger unmatched = scaled(candidate.unmatchedCost());
      sum = sum.add(least(candidate, priced).map(unmatched::min).orElse(unmatched));
    }
    BigInteger one = BigInteger.ONE.shiftLeft(certificate.shift());
    return sum.add(one).subtract(BigInteger.ONE).shiftRight(certificate.shift());
  }

  /**
   * That the units of the day allow no more than the limit: the fewest units that any requests of
   * more weight would take are too many.
   */
  private void checkCut(Cut cut) {
    String name = "the limit of slot " + cut.slot() + " on " + cut.day();
    boolean clear =
        cut.price() >= 0
            && cut.most() >= 0
            && cut.weights().stream().allMatch(each -> each.units() > 0 && each.weight() >= 0)
            && cut.weights().stream().map(Weight::request).distinct().count()
                == cut.weights().size();
    if (!clear) {
      faults.add(name + " is not clear");
      return;
    }
    long all = cut.weights().stream().mapToLong(Weight::weight).sum();
    if (all <= cut.most()) {
      return;
    }
    int tooMuch = cut.most() + 1;
    long[] fewest = new long[tooMuch + 1];
    Arrays.fill(fewest, 1, fewest.length, Long.MAX_VALUE / 2);
    for (Weight each : cut.weights()) {
      for (int weight = tooMuch; weight > 0; weight--) {
        long before = fewest[Math.max(0, weight - each.weight())];
        fewest[weight] = Math.min(fewest[weight], before + each.units());
      }
    }
    if (fewest[tooMuch] <= free(new SlotDay(cut.slot(), cut.day()))) {
      faults.add(name + " is less than fits");
    }
  }

  private Optional<BigInteger> least(Candidate candidate, List<Priced> choices) {
    if (candidate.split().isEmpty()) {
      return choices.stream().map(Priced::price).min(Comparator.naturalOrder());
    }
    Split split = candidate.split().get();
    return choices.stream()
        .collect(Collectors.groupingBy(each -> each.choice.stay()))
        .values()
        .stream()
        .flatMap(ofStay -> least(split, ofStay).stream())
        .min(Comparator.naturalOrder());
  }

  /** The least that parts cost which add up, site by site: each gives one part or none. */
  private Optional<BigInteger> least(Split split, List<Priced> ofStay) {
    Map<Begun, BigInteger> least = new HashMap<>(Map.of(new Begun(0, 0), BigInteger.ZERO));
    for (List<Priced> ofSite :
        ofStay.stream().collect(Collectors.groupingBy(each -> site(each.choice))).values()) {
      // A copy, for no site gives two parts.
      for (Map.Entry<Begun, BigInteger> before : Map.copyOf(least).entrySet()) {
        for (Priced part : ofSite) {
          Begun with = before.getKey().with(part.choice.units());
          if (with.parts <= split.mostSites() && with.units <= split.quantity()) {
            least.merge(with, before.getValue().add(part.price), BigInteger::min);
          }
        }
      }
    }
    return least.entrySet().stream()
        .filter(each -> each.getKey().units == split.quantity())
        .map(Map.Entry::getValue)
        .min(Comparator.naturalOrder());
  }

  private static BigInteger rent(Choice choice, Map<SlotDay, BigInteger> prices) {
    return days(choice.stay()).stream()
        .map(day -> prices.getOrDefault(new SlotDay(choice.slot(), day), BigInteger.ZERO))
        .reduce(BigInteger.ZERO, BigInteger::add)
        .multiply(BigInteger.valueOf(choice.units()));
  }

  private BigInteger scaled(long cost) {
    return BigInteger.valueOf(cost).shiftLeft(certificate.shift());
  }

  private int free(SlotDay at) {
    return problem.slots().get(at.slot).free().on(at.day);
  }

  private static List<LocalDate> days(DateRange stay) {
    return stay.from().datesUntil(stay.to()).toList();
  }

  private void expect(String what, Object recounted, Object stated) {
    if (!recounted.equals(stated)) {
      faults.add("the " + what + " is " + recounted + ", not " + stated);
    }
  }
}
