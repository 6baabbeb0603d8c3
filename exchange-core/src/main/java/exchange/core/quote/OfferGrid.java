package exchange.core.quote;

import exchange.core.listing.Listing;
import exchange.core.listing.PriceFloor;
import exchange.core.quote.Eligibility.Stop;
import exchange.core.quote.Objection.Rule;
import exchange.core.quote.OfferIndex.Cheapest;
import exchange.core.quote.Quotes.Stopped;
import exchange.core.request.LeaseRequest;
import exchange.core.values.SpacePoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * The open offers of one kind, in cubes of space. A search takes cubes and offers in the order of
 * what they could cost at least, so that it prices few and still finds the cheapest. Searches and
 * changes may run at the same time.
 */
final class OfferGrid {
  private static final double SIDE = 250; // kilometres
  private static final Comparator<Option> CHEAPEST =
      Comparator.comparing(Option::landed).thenComparing(option -> option.listing().id());

  private final Options options;
  private final Map<SpacePoint, Cube> cubes = new ConcurrentHashMap<>();

  OfferGrid(Options options) {
    this.options = options;
  }

  /** What can be bounded from below without being priced. */
  private interface Bounded {
    PriceFloor floor();

    double inboundPerPallet();

    double kilometresTo(SpacePoint place);
  }

  private record Entry(Offer offer, SpacePoint at, PriceFloor floor, double inboundPerPallet)
      implements Bounded {
    @Override
    public double kilometresTo(SpacePoint place) {
      return place.kilometresTo(at);
    }
  }

  /**
   * Never changed, but replaced. Its bounds are below those of all its entries.
   *
   * @param mostUnits no entry is larger
   * @param mostLeastUnits no entry asks for more units at least
   * @param mostLeastDays no entry asks for a longer lease at least
   */
  private record Cube(
      SpacePoint corner,
      List<Entry> entries,
      PriceFloor floor,
      double inboundPerPallet,
      int mostUnits,
      int mostLeastUnits,
      int mostLeastDays,
      Set<UUID> owners)
      implements Bounded {

    static Cube of(SpacePoint corner, List<Entry> entries) {
      List<Listing> listings = entries.stream().map(entry -> entry.offer().listing()).toList();
      return new Cube(
          corner,
          List.copyOf(entries),
          entries.stream().map(Entry::floor).reduce(PriceFloor::under).orElseThrow(),
          entries.stream().mapToDouble(Entry::inboundPerPallet).min().orElseThrow(),
          listings.stream().mapToInt(Listing::quantity).max().orElseThrow(),
          listings.stream().mapToInt(Listing::minimumQuantity).max().orElseThrow(),
          listings.stream().mapToInt(Listing::minimumDays).max().orElseThrow(),
          listings.stream().map(Listing::ownerId).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether each entry is stopped for its size, and none by a rule that is tried before. */
    boolean isTooSmallFor(LeaseRequest request) {
      return mostUnits < request.quantity()
          && mostLeastUnits <= request.quantity()
          && mostLeastDays <= request.days()
          && !owners.contains(request.exporterId());
    }

    @Override
    public double kilometresTo(SpacePoint place) {
      return place.kilometresTo(corner, SIDE);
    }
  }

  /** Takes an offer in, or its new state; a closed one goes. */
  void put(Offer offer) {
    UUID id = offer.listing().id();
    SpacePoint at = SpacePoint.of(offer.listing().site().point());
    cubes.compute(
        new SpacePoint(corner(at.x()), corner(at.y()), corner(at.z())),
        (corner, before) -> {
          List<Entry> entries =
              before == null ? new ArrayList<>() : new ArrayList<>(before.entries());
          entries.removeIf(entry -> entry.offer().listing().id().equals(id));
          if (offer.listing().open()) {
            entries.add(
                new Entry(
                    offer,
                    at,
                    options.floor(offer.listing()),
                    LocationCost.inboundPerPallet(offer.listing().site())));
          }
          return entries.isEmpty() ? null : Cube.of(corner, entries);
        });
  }

  private static double corner(double coordinate) {
    return Math.floor(coordinate / SIDE) * SIDE;
  }

  /**
   * The cheapest option of each of the {@code most} cheapest offers, as if all had been priced.
   *
   * @param wanted passes over the others without a word
   */
  Cheapest cheapest(LeaseRequest request, int most, Instant now, Predicate<Listing> wanted) {
    return new Search(request, most, now, wanted).run();
  }

  /** Every offer, in no order. */
  Stream<Offer> offers() {
    return cubes.values().stream().flatMap(cube -> cube.entries().stream()).map(Entry::offer);
  }

  /** What may still be found, and what it costs at least in the market currency. */
  private record Lead(double atLeast, Bounded to) {}

  private final class Search {
    private final LeaseRequest request;
    private final int most;
    private final Instant now;
    private final Predicate<Listing> wanted;
    private final Money budget;
    private final double pallets;

    /** What costs more is of no use. */
    private double limit;

    private final double rounding;
    private final List<Destination> destinations = new ArrayList<>();
    private final PriorityQueue<Lead> leads =
        new PriorityQueue<>(Comparator.comparingDouble(Lead::atLeast));
    private final TreeSet<Option> best = new TreeSet<>(CHEAPEST);
    private final Map<Rule, Tally> stopped = new EnumMap<>(Rule.class);

    private record Destination(SpacePoint at, double share) {}

    Search(LeaseRequest request, int most, Instant now, Predicate<Listing> wanted) {
      this.request = request;
      this.most = most;
      this.now = now;
      this.wanted = wanted;
      budget = options.budget(request);
      limit = budget.getAmount().doubleValue();
      pallets = LocationCost.pallets(request.unit()).doubleValue() * request.quantity();
      // The bill's total and every leg are rounded to the minor unit of the market currency.
      rounding =
          (request.markets().size() + 2)
              * Math.pow(10, -budget.getCurrencyUnit().getDecimalPlaces());
      double weights =
          request.markets().stream().mapToDouble(market -> market.weight().doubleValue()).sum();
      for (LeaseRequest.Market market : request.markets()) {
        destinations.add(
            new Destination(
                SpacePoint.of(market.place().point()), market.weight().doubleValue() / weights));
      }
    }

    Cheapest run() {
      int left = 0;
      for (Cube cube : cubes.values()) {
        left += cube.entries().size();
        lead(cube);
      }
      for (Lead lead = leads.poll(); lead != null; lead = leads.poll()) {
        if (lead.atLeast() > limit) {
          break;
        }
        if (lead.to() instanceof Cube cube && cube.isTooSmallFor(request)) {
          left -= cube.entries().size();
          stopAll(cube);
        } else if (lead.to() instanceof Cube cube) {
          cube.entries().forEach(this::lead);
        } else if (lead.to() instanceof Entry entry) {
          left--;
          if (wanted.test(entry.offer().listing())) {
            look(entry.offer());
          }
        }
      }
      if (best.size() < most && left > 0) {
        stopped(
            new Stop(Rule.BUDGET, () -> "it would cost more than the budget of " + budget), left);
      }
      return new Cheapest(
          List.copyOf(best), stopped.values().stream().map(Tally::stopped).toList());
    }

    private void lead(Bounded to) {
      double transport = to.inboundPerPallet();
      for (Destination destination : destinations) {
        double kilometres = to.kilometresTo(destination.at());
        transport += LocationCost.outboundPerPallet(kilometres) * destination.share();
      }
      double storage = to.floor().of(request.quantity(), request.days());
      double atLeast = (storage + transport * pallets) * (1 - 1e-9) - rounding;
      if (atLeast <= limit) {
        leads.add(new Lead(atLeast, to));
      }
    }

    private void look(Offer offer) {
      Options.Sight found = options.look(request, offer.listing(), offer.free(), now);
      found.options().stream().min(Comparator.comparing(Option::landed)).ifPresent(best::add);
      if (best.size() > most) {
        best.pollLast();
      }
      if (best.size() == most) {
        limit = best.last().landed().getAmount().doubleValue();
      }
      found.stop().ifPresent(stop -> stopped(stop, 1));
    }

    /** Looks at one for all, which the same rule stops. */
    private void stopAll(Cube cube) {
      List<Offer> offers =
          cube.entries().stream()
              .map(Entry::offer)
              .filter(offer -> wanted.test(offer.listing()))
              .toList();
      if (!offers.isEmpty()) {
        Offer any = offers.get(0);
        options
            .look(request, any.listing(), any.free(), now)
            .stop()
            .ifPresent(stop -> stopped(stop, offers.size()));
      }
    }

    private void stopped(Stop stop, int offers) {
      stopped.computeIfAbsent(stop.rule(), rule -> new Tally(stop)).offers += offers;
    }
  }

  /** How many offers a rule stopped; the first is the example. */
  private static final class Tally {
    private final Stop example;
    private int offers;

    Tally(Stop example) {
      this.example = example;
    }

    Stopped stopped() {
      return new Stopped(example.objection(), offers);
    }
  }
}
