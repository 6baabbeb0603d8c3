package exchange.core.quote;

import exchange.core.listing.Listing;
import exchange.core.listing.Site;
import exchange.core.values.DateRange;
import exchange.core.values.Place;
import exchange.core.values.Unit;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** Anybody sees how much space is free where. */
public final class SurveySupply {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final OfferIndex index;

  public SurveySupply(OfferIndex index) {
    this.index = index;
  }

  /**
   * What is free around one port.
   *
   * @param country of the sites, which may be another than the port's
   * @param listings how many have something free
   * @param units free on every day that was asked about
   */
  public record Supply(Place gateway, String country, Unit unit, int listings, long units) {}

  /** With the port's code alone, for a place takes long to compare. */
  private record Corner(String unlocode, String country, Unit unit) {}

  private static final class Sum {
    private final Listing first;
    private int listings;
    private long units;

    Sum(Listing first) {
      this.first = first;
    }

    void add(int free) {
      listings++;
      units += free;
    }

    Supply supply() {
      return new Supply(
          first.site().gateway(), first.site().country(), first.unit(), listings, units);
    }
  }

  /** What is free throughout {@code stay}, the most first. */
  public Mono<List<Supply>> survey(DateRange stay, Predicate<Listing> wanted) {
    return index.catchUp().timeout(PATIENCE).then(Mono.fromSupplier(() -> add(stay, wanted)));
  }

  private List<Supply> add(DateRange stay, Predicate<Listing> wanted) {
    Map<Corner, Sum> sums = new HashMap<>();
    index
        .onTheMarket()
        .filter(offer -> wanted.test(offer.listing()))
        .forEach(
            offer -> {
              int free = offer.free().least(stay);
              if (free > 0) {
                Listing listing = offer.listing();
                Site site = listing.site();
                sums.computeIfAbsent(
                        new Corner(site.gateway().unlocode(), site.country(), listing.unit()),
                        corner -> new Sum(listing))
                    .add(free);
              }
            });
    return sums.values().stream()
        .map(Sum::supply)
        .sorted(
            Comparator.comparingLong(Supply::units)
                .reversed()
                .thenComparing(supply -> supply.gateway().unlocode())
                .thenComparing(Supply::country)
                .thenComparing(Supply::unit))
        .toList();
  }
}
