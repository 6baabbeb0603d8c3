package exchange.matcher.solve;

import exchange.core.capacity.CapacityProfile;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Makes up markets that look like real ones: sites crowd around a few centres, stays last from two
 * weeks to half a year and may begin on one of three days, rates differ by half, carriage counts,
 * some slots are closed for weeks, and in the middle of the year not everybody finds space.
 */
public final class MarketGenerator {
  private static final LocalDate DAY_0 = LocalDate.EPOCH;
  private static final int CENTRES = 8;
  private static final double SPREAD_KM = 150;
  private static final double APART_KM = 2000;
  private static final int SLOTS_CONSIDERED = 15;

  private final SplittableRandom random;
  private final int days;
  private final List<Point> centres;
  private final List<Site> sites;

  /** On a plane, in kilometres. */
  private record Point(double x, double y) {
    private double distance(Point other) {
      return Math.sqrt((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y));
    }
  }

  private record Site(Point at, long centsPerUnitDay, int capacity) {}

  private record Offer(int slot, long cost) {}

  private MarketGenerator(int slots, int days, long seed) {
    this.random = new SplittableRandom(seed);
    this.days = days;
    this.centres =
        IntStream.range(0, CENTRES)
            .mapToObj(
                i -> new Point(APART_KM * random.nextDouble(), APART_KM * random.nextDouble()))
            .toList();
    this.sites = IntStream.range(0, slots).mapToObj(i -> site()).toList();
  }

  /**
   * Makes a market.
   *
   * @param days of the calendar, at least 30
   */
  public static MatchingProblem generate(int requests, int slots, int days, long seed) {
    MarketGenerator generator = new MarketGenerator(slots, days, seed);
    List<Slot> free =
        IntStream.range(0, slots)
            .mapToObj(i -> new Slot(new UUID(0, i), generator.calendar(generator.sites.get(i))))
            .toList();
    List<Candidate> candidates =
        IntStream.range(0, requests).mapToObj(generator::candidate).toList();
    return new MatchingProblem(free, candidates);
  }

  private Site site() {
    return new Site(nearACentre(), 30 + random.nextInt(30), 20 + 10 * random.nextInt(10));
  }

  private CapacityProfile calendar(Site site) {
    int[] units = new int[days];
    int closedFrom = random.nextInt(days);
    int closedDays = random.nextInt(4) == 0 ? 7 + random.nextInt(21) : 0;
    int own = 0;
    for (int day = 0; day < days; day++) {
      if (day % 30 == 0) {
        own = random.nextInt(site.capacity / 2);
      }
      boolean closed = day >= closedFrom && day < closedFrom + closedDays;
      units[day] = closed ? 0 : site.capacity - own;
    }
    return new CapacityProfile(DAY_0, units);
  }

  private Candidate candidate(int number) {
    Point market = nearACentre();
    int units = 1 + (int) (30 * random.nextDouble() * random.nextDouble());
    int stay = Math.min(days - 15, 14 + (int) (166 * random.nextDouble() * random.nextDouble()));
    int earliest = (int) ((days - stay - 14) * (random.nextDouble() + random.nextDouble()) / 2);
    List<Offer> offers =
        IntStream.range(0, sites.size())
            .mapToObj(slot -> new Offer(slot, landedCost(sites.get(slot), market, units, stay)))
            .sorted(Comparator.comparingLong(Offer::cost))
            .limit(SLOTS_CONSIDERED)
            .toList();
    long budget = Math.round(offers.get(0).cost * (1.1 + 0.6 * random.nextDouble()));
    List<Choice> choices = new ArrayList<>();
    for (Offer offer : offers) {
      for (int later = 0; later <= 14; later += 7) {
        DateRange range = DateRange.ofDays(DAY_0.plusDays(earliest + later), stay);
        long waiting = offer.cost * later / 700;
        if (offer.cost + waiting <= budget) {
          choices.add(new Choice(offer.slot, range, units, offer.cost + waiting));
        }
      }
    }
    return new Candidate(new UUID(1, number), budget, choices);
  }

  private long landedCost(Site site, Point market, int units, int stay) {
    return units * (site.centsPerUnitDay * stay + 600 + Math.round(8 * site.at.distance(market)));
  }

  private Point nearACentre() {
    Point centre = centres.get(random.nextInt(CENTRES));
    double angle = 2 * Math.PI * random.nextDouble();
    double km = SPREAD_KM * random.nextDouble();
    return new Point(centre.x + km * StrictMath.cos(angle), centre.y + km * StrictMath.sin(angle));
  }
}
