package exchange.matcher.certificate;

import exchange.core.matching.Certificate;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Adds up again, in whole numbers of any size, what a certificate states: that the plan is within
 * capacity and keeps apart what has to be, what it costs, and that no plan costs less than the
 * bound.
 */
public final class CertificateChecker {

  /** A slot on a day. */
  private record SlotDay(int slot, LocalDate day) {}

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
        Digest.of(
            problem,
            plan,
            certificate.shift(),
            certificate.prices(),
            certificate.cuts(),
            certificate.wastes());
    expect("digest", digest, certificate.digest());
    if (plan.choices().size() != problem.candidates().size()) {
      faults.add("the plan does not decide on every request once");
      return;
    }
    checkPlan();
    BoundChecker bound = new BoundChecker(problem, certificate, faults);
    expect("bound", bound.bound(), BigInteger.valueOf(certificate.bound()));
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
