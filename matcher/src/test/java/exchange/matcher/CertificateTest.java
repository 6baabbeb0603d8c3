package exchange.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.CapacityProfile;
import exchange.core.matching.Certificate;
import exchange.core.matching.Certificate.Cut;
import exchange.core.matching.Certificate.DayPrice;
import exchange.core.matching.Certificate.Waste;
import exchange.core.matching.Certificate.Weight;
import exchange.core.matching.CertifiedPlan;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.matching.Plan;
import exchange.core.values.DateRange;
import exchange.matcher.certificate.CertificateChecker;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The checker agrees with what the matcher proves, and with nothing that somebody has altered. */
final class CertificateTest {
  private static final int TAMPERED = 1000;
  private static final LocalDate DAY = LocalDate.of(2027, 3, 1);

  /** Everything that a reader of a round is shown. */
  private record Published(MatchingProblem problem, Plan plan, Certificate certificate) {
    List<String> faults() {
      return CertificateChecker.faults(problem, plan, certificate);
    }

    /** Whether there is something of each kind to tamper with. */
    private boolean hasAll() {
      return !certificate.prices().isEmpty()
          && !certificate.cuts().isEmpty()
          && !certificate.wastes().isEmpty();
    }
  }

  @Test
  void what_the_matcher_states_adds_up() {
    Random random = Seeds.random();
    for (int i = 0; i < 50; i++) {
      assertThat(published(random).faults()).isEmpty();
    }
  }

  @Test
  void no_tampering_goes_unnoticed() {
    Random random = Seeds.random();
    Published published = published(random);
    while (!published.hasAll()) {
      published = published(random);
    }
    for (int i = 0; i < TAMPERED; i++) {
      assertThat(tampered(published, random).faults()).isNotEmpty();
    }
  }

  @Test
  void the_sums_alone_expose_a_false_cost_and_a_false_bound() {
    Published honest = published(new Random(1));
    Certificate c = honest.certificate;
    Certificate dearer =
        new Certificate(
            c.cost() + 1, c.bound(), c.shift(), c.prices(), c.cuts(), c.wastes(), c.digest());
    Certificate bolder =
        new Certificate(
            c.cost(), c.bound() + 1, c.shift(), c.prices(), c.cuts(), c.wastes(), c.digest());
    assertThat(new Published(honest.problem, honest.plan, dearer).faults()).hasSize(1);
    assertThat(new Published(honest.problem, honest.plan, bolder).faults()).hasSize(1);
  }

  /** Two of three fifths each: one fits, the better one, and only a limit can say so. */
  @Test
  void a_limit_proves_what_prices_of_units_cannot() {
    MatchingProblem problem = rivals(5);
    CertifiedPlan certified =
        new OptaPlannerMatcher()
            .match(problem, MatcherBehavior.SMALL, new MatcherBehavior.Recorder());
    Certificate c = certified.certificate();
    assertThat(c.cost()).isEqualTo(110);
    assertThat(c.bound()).isEqualTo(110);
    assertThat(c.cuts()).hasSize(1).first().extracting(Cut::most).isEqualTo(1);
    assertThat(CertificateChecker.faults(problem, certified.plan(), c)).isEmpty();
  }

  @Test
  void a_limit_that_leaves_out_what_fits_is_refused() {
    MatchingProblem problem = rivals(6);
    Plan plan = Plan.of(List.of(-1, 0));
    List<Weight> weights = List.of(new Weight(0, 3, 1), new Weight(1, 3, 1));
    List<Cut> cuts = List.of(new Cut(0, DAY, 1, 90, weights));
    Certificate c = Certificate.of(problem, plan, 110, 0, List.of(), cuts, List.of());
    assertThat(CertificateChecker.faults(problem, plan, c))
        .containsExactly("the limit of slot 0 on 2027-03-01 is less than fits");
  }

  /** The same two with a unit at 30: one takes 90 of the 150 that the slot is worth. */
  @Test
  void what_a_slot_must_lose_proves_it_too_but_no_more() {
    assertThat(certifiedWithWaste(60)).isEmpty();
    assertThat(certifiedWithWaste(61))
        .containsExactly(
            "slot 0 can be filled so that it loses less than stated", "the bound is 111, not 110");
  }

  private static List<String> certifiedWithWaste(long least) {
    MatchingProblem problem = rivals(5);
    Plan plan = Plan.of(List.of(-1, 0));
    List<DayPrice> prices = List.of(new DayPrice(0, DAY, 30));
    List<Waste> wastes = List.of(new Waste(0, least));
    Certificate c = Certificate.of(problem, plan, 110, 0, prices, List.of(), wastes);
    return CertificateChecker.faults(problem, plan, c);
  }

  @Test
  void a_waste_is_stated_once() {
    MatchingProblem problem = rivals(5);
    Plan plan = Plan.of(List.of(-1, 0));
    List<DayPrice> prices = List.of(new DayPrice(0, DAY, 30));
    List<Waste> wastes = List.of(new Waste(0, 30), new Waste(0, 30));
    Certificate c = Certificate.of(problem, plan, 110, 0, prices, List.of(), wastes);
    assertThat(CertificateChecker.faults(problem, plan, c))
        .contains("the waste of slot 0 is not clear");
  }

  /** Two who want 3 of so many units each; to leave out the second costs more. */
  private static MatchingProblem rivals(int units) {
    List<Choice> choices = List.of(new Choice(0, DateRange.ofDays(DAY, 1), 3, 10));
    return new MatchingProblem(
        List.of(new Slot(new UUID(0, 0), new CapacityProfile(DAY, new int[] {units}))),
        List.of(
            new Candidate(new UUID(1, 0), 100, choices),
            new Candidate(new UUID(1, 1), 101, choices)));
  }

  private static Published published(Random random) {
    MatchingProblem problem = Markets.random(random, 40, 3, 20, 6);
    CertifiedPlan certified =
        new OptaPlannerMatcher()
            .match(problem, MatcherBehavior.SMALL, new MatcherBehavior.Recorder());
    return new Published(problem, certified.plan(), certified.certificate());
  }

  private static Published tampered(Published p, Random random) {
    int by = random.nextBoolean() ? 1 : -1;
    Certificate c = p.certificate;
    return switch (random.nextInt(9)) {
      case 0 -> new Published(inSomeChoice(p.problem, random, 0, by, 0), p.plan, c);
      case 1 -> new Published(inSomeChoice(p.problem, random, by, 0, 0), p.plan, c);
      case 2 -> new Published(inSomeChoice(p.problem, random, 0, 0, by), p.plan, c);
      case 3 -> new Published(inSomeSlot(p.problem, random, by), p.plan, c);
      case 4 -> new Published(p.problem, withAnotherChoice(p.plan, random, by), c);
      case 5 -> new Published(p.problem, p.plan, withAnotherPrice(c, random, by));
      case 6 -> new Published(p.problem, p.plan, withAnotherCut(c, random, by));
      case 7 -> new Published(p.problem, p.plan, withAnotherWaste(c, random, by));
      default ->
          new Published(
              p.problem,
              p.plan,
              new Certificate(
                  c.cost() + by,
                  c.bound() + by,
                  c.shift(),
                  c.prices(),
                  c.cuts(),
                  c.wastes(),
                  c.digest()));
    };
  }

  private static MatchingProblem inSomeChoice(
      MatchingProblem problem, Random random, int units, long cost, int days) {
    List<Candidate> candidates = new ArrayList<>(problem.candidates());
    int i = random.nextInt(candidates.size());
    Candidate candidate = candidates.get(i);
    if (candidate.choices().isEmpty()) {
      return inSomeChoice(problem, random, units, cost, days);
    }
    List<Choice> choices = new ArrayList<>(candidate.choices());
    int j = random.nextInt(choices.size());
    Choice choice = choices.get(j);
    DateRange stay = DateRange.ofDays(choice.stay().from().plusDays(days), choice.stay().days());
    choices.set(
        j, new Choice(choice.slot(), stay, choice.units() + units, Math.abs(choice.cost() + cost)));
    candidates.set(
        i,
        new Candidate(
            candidate.requestId(),
            candidate.unmatchedCost(),
            choices,
            candidate.split(),
            candidate.goods()));
    return new MatchingProblem(problem.slots(), candidates, problem.apart());
  }

  private static MatchingProblem inSomeSlot(MatchingProblem problem, Random random, int by) {
    List<Slot> slots = new ArrayList<>(problem.slots());
    int i = random.nextInt(slots.size());
    CapacityProfile free = slots.get(i).free();
    int[] units = free.units();
    units[random.nextInt(units.length)] += by;
    slots.set(
        i,
        new Slot(
            slots.get(i).id(), slots.get(i).site(), new CapacityProfile(free.firstDay(), units)));
    return new MatchingProblem(slots, problem.candidates(), problem.apart());
  }

  private static Plan withAnotherChoice(Plan plan, Random random, int by) {
    List<List<Integer>> choices = new ArrayList<>(plan.choices());
    int i = random.nextInt(choices.size());
    List<Integer> parts = choices.get(i);
    choices.set(i, parts.isEmpty() ? List.of(0) : parts.stream().map(part -> part + by).toList());
    return new Plan(choices);
  }

  private static Certificate withAnotherCut(Certificate c, Random random, int by) {
    List<Cut> cuts = new ArrayList<>(c.cuts());
    int i = random.nextInt(cuts.size());
    Cut cut = cuts.get(i);
    List<Weight> weights = new ArrayList<>(cut.weights());
    int j = random.nextInt(weights.size());
    Weight weight = weights.get(j);
    int field = random.nextInt(5);
    weights.set(
        j,
        new Weight(
            weight.request(),
            weight.units() + (field == 0 ? by : 0),
            weight.weight() + (field == 1 ? by : 0)));
    cuts.set(
        i,
        new Cut(
            cut.slot(),
            cut.day().plusDays(field == 2 ? by : 0),
            cut.most() + (field == 3 ? by : 0),
            cut.price() + (field == 4 ? by : 0),
            weights));
    return new Certificate(
        c.cost(), c.bound(), c.shift(), c.prices(), cuts, c.wastes(), c.digest());
  }

  private static Certificate withAnotherPrice(Certificate c, Random random, int by) {
    List<DayPrice> prices = new ArrayList<>(c.prices());
    int i = random.nextInt(prices.size());
    DayPrice price = prices.get(i);
    prices.set(i, new DayPrice(price.slot(), price.day(), price.price() + by));
    return new Certificate(
        c.cost(), c.bound(), c.shift(), prices, c.cuts(), c.wastes(), c.digest());
  }

  private static Certificate withAnotherWaste(Certificate c, Random random, int by) {
    List<Waste> wastes = new ArrayList<>(c.wastes());
    int i = random.nextInt(wastes.size());
    wastes.set(i, new Waste(wastes.get(i).slot(), wastes.get(i).least() + by));
    return new Certificate(
        c.cost(), c.bound(), c.shift(), c.prices(), c.cuts(), wastes, c.digest());
  }
}
