package exchange.matcher.solve;

import exchange.core.capacity.CapacityProfile;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Apart;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.matching.MatchingProblem.Split;
import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
  private static final int MOST_SITES = 3;
  private static final int SMELLS = 1;
  private static final int SENSITIVE = 2;

  private final SplittableRandom random;
  private final int days;

  /** Of a hundred requests so many may be split. */
  private final int splits;

  /** Of a hundred requests so many smell, and as many must not lie beside what does. */
  private final int apart;

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

  private MarketGenerator(int slots, int days, long seed, int splits, int apart) {
    this.random = new SplittableRandom(seed);
    this.days = days;
    this.splits = splits;
    this.apart = apart;
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
    return generate(requests, slots, days, seed, 0, 0);
  }

  /**
   * Makes a market where some requests are split over up to three sites in parts of a quarter or
   * more, and some goods are kept apart.
   *
   * @param splits of a hundred requests
   * @param apart of a hundred requests, on either side
   */
  public static MatchingProblem generate(
      int requests, int slots, int days, long seed, int splits, int apart) {
    MarketGenerator generator = new MarketGenerator(slots, days, seed, splits, apart);
    List<Slot> free =
        IntStream.range(0, slots)
            .mapToObj(i -> new Slot(new UUID(0, i), generator.calendar(generator.sites.get(i))))
            .toList();
    List<Candidate> candidates =
        IntStream.range(0, requests).mapToObj(generator::candidate).toList();
    return new MatchingProblem(
        free, candidates, apart > 0 ? List.of(new Apart(SMELLS, SENSITIVE)) : List.of());
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
    boolean split = splits > 0 && random.nextInt(100) < splits;
    List<Choice> choices = new ArrayList<>();
    for (Offer offer : offers) {
      for (int later = 0; later <= 14; later += 7) {
        DateRange range = DateRange.ofDays(DAY_0.plusDays(earliest + later), stay);
        long waiting = offer.cost * later / 700;
        if (split) {
          parts(units).forEach(part -> choices.add(part(offer, range, part, units, waiting)));
        } else if (offer.cost + waiting <= budget) {
          choices.add(new Choice(offer.slot, range, units, offer.cost + waiting));
        }
      }
    }
    return new Candidate(
        new UUID(1, number),
        budget,
        choices,
        split ? Optional.of(new Split(units, MOST_SITES)) : Optional.empty(),
        apart > 0 ? goods() : 0);
  }

  private int goods() {
    int lot = random.nextInt(100);
    return lot < apart ? SMELLS : lot < 2 * apart ? SENSITIVE : 0;
  }

  /** All units, or so many that what is left can be parts as well. */
  private static IntStream parts(int units) {
    int smallest = Math.max(1, units / 4);
    return IntStream.rangeClosed(smallest, units)
        .filter(part -> part == units || units - part >= smallest);
  }

  private static Choice part(Offer offer, DateRange range, int part, int units, long waiting) {
    return new Choice(offer.slot, range, part, (offer.cost + waiting) * part / units);
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
