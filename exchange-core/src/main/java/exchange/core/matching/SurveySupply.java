package exchange.core.matching;

import exchange.core.listing.Listing;
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
  public record Supply(Place gateway, String country, Unit unit, int listings, long units) {
    private Supply plus(int more) {
      return new Supply(gateway, country, unit, listings + 1, units + more);
    }
  }

  private record Corner(Place gateway, String country, Unit unit) {}

  /** What is free throughout {@code stay}, the most first. */
  public Mono<List<Supply>> survey(DateRange stay, Predicate<Listing> wanted) {
    return index.catchUp().timeout(PATIENCE).then(Mono.fromSupplier(() -> add(stay, wanted)));
  }

  private List<Supply> add(DateRange stay, Predicate<Listing> wanted) {
    Map<Corner, Supply> sums = new HashMap<>();
    index
        .offers()
        .filter(offer -> wanted.test(offer.listing()))
        .forEach(
            offer -> {
              int free = offer.free().least(stay);
              if (free > 0) {
                Listing listing = offer.listing();
                Corner corner =
                    new Corner(listing.site().gateway(), listing.site().country(), listing.unit());
                sums.compute(
                    corner,
                    (key, sum) ->
                        (sum == null
                                ? new Supply(key.gateway(), key.country(), key.unit(), 0, 0)
                                : sum)
                            .plus(free));
              }
            });
    return sums.values().stream()
        .sorted(
            Comparator.comparingLong(Supply::units)
                .reversed()
                .thenComparing(supply -> supply.gateway().unlocode())
                .thenComparing(Supply::country)
                .thenComparing(Supply::unit))
        .toList();
  }
}
