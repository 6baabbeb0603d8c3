package exchange.matcher.certificate;

import exchange.core.matching.Certificate;
import exchange.core.matching.Certificate.DayPrice;
import exchange.core.matching.Digest;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.Plan;
import exchange.core.values.DateRange;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up again, in whole numbers of any size, what a certificate states: that the plan is within
 * capacity, what it costs, and that no plan costs less than the bound.
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
    String digest = Digest.of(problem, plan, certificate.shift(), certificate.prices());
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
      int index = plan.choices().get(i);
      if (index < -1 || index >= candidate.choices().size()) {
        faults.add("request " + i + " has no choice " + index);
      } else if (index == -1) {
        cost = cost.add(BigInteger.valueOf(candidate.unmatchedCost()));
      } else {
        Choice choice = candidate.choices().get(index);
        cost = cost.add(BigInteger.valueOf(choice.cost()));
        days(choice.stay())
            .forEach(
                day ->
                    taken.merge(new SlotDay(choice.slot(), day), (long) choice.units(), Long::sum));
      }
    }
    expect("cost", cost, BigInteger.valueOf(certificate.cost()));
    taken.forEach(
        (at, units) -> {
          if (units > free(at)) {
            faults.add(
                "slot " + at.slot + " has " + free(at) + " units on " + at.day + ", not " + units);
          }
        });
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
    for (Candidate candidate : problem.candidates()) {
      BigInteger least = scaled(candidate.unmatchedCost());
      for (Choice choice : candidate.choices()) {
        if (problem.slots().get(choice.slot()).free().least(choice.stay()) >= choice.units()) {
          least = least.min(scaled(choice.cost()).add(rent(choice, prices)));
        }
      }
      sum = sum.add(least);
    }
    BigInteger one = BigInteger.ONE.shiftLeft(certificate.shift());
    return sum.add(one).subtract(BigInteger.ONE).shiftRight(certificate.shift());
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
