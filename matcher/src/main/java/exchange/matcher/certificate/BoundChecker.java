package exchange.matcher.certificate;

import exchange.core.matching.Certificate;
import exchange.core.matching.Certificate.Cut;
import exchange.core.matching.Certificate.DayPrice;
import exchange.core.matching.Certificate.Waste;
import exchange.core.matching.Certificate.Weight;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.matching.MatchingProblem.Split;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Adds up what the prices of a certificate prove. Weak duality: what every request would choose if
 * it paid for space and limits, less what these are worth, and that again as far as no slot can
 * earn it.
 */
final class BoundChecker {

  /** A choice with what it costs together with what it pays for its space. */
  private record Priced(int request, Choice choice, BigInteger price) {}

  /** How much of a split is put together. */
  private record Begun(int parts, long units) {
    private Begun with(int more) {
      return new Begun(parts + 1, units + more);
    }
  }

  private final MatchingProblem problem;
  private final Certificate certificate;
  private final List<String> faults;

  /** For each slot its days that have a price, or limits that have one. */
  private final List<NavigableMap<LocalDate, PricedDay>> days = new ArrayList<>();

  /** For each slot the choices that may lie there. */
  private final List<List<Priced>> choices = new ArrayList<>();

  /** What each request would pay at least, served or not. */
  private final List<BigInteger> least = new ArrayList<>();

  /**
   * @param faults where to say what is wrong
   */
  BoundChecker(MatchingProblem problem, Certificate certificate, List<String> faults) {
    this.problem = problem;
    this.certificate = certificate;
    this.faults = faults;
    for (Slot ignored : problem.slots()) {
      days.add(new TreeMap<>());
      choices.add(new ArrayList<>());
    }
  }

  /** The bound, in minor units. */
  BigInteger bound() {
    for (DayPrice price : certificate.prices()) {
      if (price.price() < 0 || day(price.slot(), price.day()).hasPrice()) {
        faults.add("slot " + price.slot() + " has no clear price on " + price.day());
      }
      day(price.slot(), price.day()).costs(price.price());
    }
    for (Cut cut : certificate.cuts()) {
      checkCut(cut);
      day(cut.slot(), cut.day()).has(cut);
    }
    BigInteger sum = BigInteger.ZERO;
    for (int request = 0; request < problem.candidates().size(); request++) {
      least.add(least(request));
      sum = sum.add(least.get(request));
    }
    for (NavigableMap<LocalDate, PricedDay> ofSlot : days) {
      for (PricedDay day : ofSlot.values()) {
        sum = sum.subtract(day.worth());
      }
    }
    for (Waste waste : certificate.wastes()) {
      checkWaste(waste);
      sum = sum.add(BigInteger.valueOf(waste.least()));
    }
    BigInteger one = BigInteger.ONE.shiftLeft(certificate.shift());
    return sum.add(one).subtract(BigInteger.ONE).shiftRight(certificate.shift());
  }

  private PricedDay day(int slot, LocalDate day) {
    int free = problem.slots().get(slot).free().on(day);
    return days.get(slot).computeIfAbsent(day, ignored -> new PricedDay(free));
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
    if (fewest[tooMuch] <= problem.slots().get(cut.slot()).free().on(cut.day())) {
      faults.add(name + " is less than fits");
    }
  }

  /** What a request would pay for its cheapest choice, or for none. */
  private BigInteger least(int request) {
    Candidate candidate = problem.candidates().get(request);
    List<Priced> priced = new ArrayList<>();
    for (Choice choice : candidate.choices()) {
      if (problem.slots().get(choice.slot()).free().least(choice.stay()) >= choice.units()) {
        BigInteger rent =
            covered(choice).values().stream()
                .map(day -> day.paid(request, choice.units()))
                .reduce(BigInteger.ZERO, BigInteger::add);
        Priced with = new Priced(request, choice, scaled(choice.cost()).add(rent));
        priced.add(with);
        // Whatever costs more than to stay unmatched is in no plan that is worth a look.
        if (choice.cost() <= candidate.unmatchedCost()) {
          choices.get(choice.slot()).add(with);
        }
      }
    }
    BigInteger unmatched = scaled(candidate.unmatchedCost());
    return least(candidate, priced).map(unmatched::min).orElse(unmatched);
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
        ofStay.stream()
            .collect(Collectors.groupingBy(each -> problem.slots().get(each.choice.slot()).site()))
            .values()) {
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

  /** That a slot cannot be filled so that it loses less. */
  private void checkWaste(Waste waste) {
    int slot = waste.slot();
    long stated = certificate.wastes().stream().filter(each -> each.slot() == slot).count();
    if (stated > 1 || waste.least() < 0) {
      faults.add("the waste of slot " + slot + " is not clear");
      return;
    }
    List<LocalDate> dates = List.copyOf(days.get(slot).keySet());
    List<SlotFilling.Guest> guests = new ArrayList<>();
    for (Priced each : choices.get(slot)) {
      List<PricedDay> stay = List.copyOf(covered(each.choice).values());
      if (!stay.isEmpty()) {
        int from = dates.indexOf(covered(each.choice).firstKey());
        // What a split gives up may be another part's.
        BigInteger loss =
            problem.candidates().get(each.request).split().isPresent()
                ? BigInteger.ZERO
                : each.price.subtract(least.get(each.request));
        List<BigInteger> pays =
            stay.stream().map(day -> day.paid(each.request, each.choice.units())).toList();
        guests.add(new SlotFilling.Guest(each.request, from, each.choice.units(), loss, pays));
      }
    }
    SlotFilling filling = new SlotFilling(List.copyOf(days.get(slot).values()), guests);
    if (filling.canLoseLess(BigInteger.valueOf(waste.least()))) {
      faults.add("slot " + slot + " can be filled so that it loses less than stated");
    }
  }

  /** The days of a choice that have a price. */
  private NavigableMap<LocalDate, PricedDay> covered(Choice choice) {
    return days.get(choice.slot()).subMap(choice.stay().from(), true, choice.stay().to(), false);
  }

  private BigInteger scaled(long cost) {
    return BigInteger.valueOf(cost).shiftLeft(certificate.shift());
  }
}
