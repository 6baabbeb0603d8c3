package exchange.core.quote;

import exchange.core.listing.Listing;
import exchange.core.request.LeaseRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import reactor.core.publisher.Mono;

/** Anybody looks what space would do and what it would cost, without asking for it yet. */
public final class SearchOffers {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final OfferIndex index;
  private final Clock clock;

  public SearchOffers(OfferIndex index, Clock clock) {
    this.index = index;
    this.clock = clock;
  }

  /**
   * What narrows the search beside the request; an empty part filters nothing.
   *
   * @param kilometres farthest from the first market, as the crow flies
   */
  public record Filter(Optional<String> country, OptionalInt kilometres) {

    /** Whether a listing passes, for markets as in {@code request}. */
    public boolean passes(LeaseRequest request, Listing listing) {
      return country.map(listing.site().country()::equals).orElse(true)
          && (kilometres.isEmpty()
              || request.markets().get(0).place().point().kilometresTo(listing.site().point())
                  <= kilometres.getAsInt());
    }
  }

  /** The {@code most} cheapest answers, priced as a quote for {@code request} would be. */
  public Mono<OfferIndex.Cheapest> search(LeaseRequest request, Filter filter, int most) {
    return index
        .catchUp()
        .timeout(PATIENCE)
        .then(
            Mono.fromSupplier(
                () ->
                    index.cheapest(
                        request,
                        most,
                        clock.instant(),
                        listing -> filter.passes(request, listing))));
  }
}
