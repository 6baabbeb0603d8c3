package exchange.core.testing;

import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.Listing;
import exchange.core.quote.Offer;
import exchange.core.quote.Offers;
import exchange.core.values.Versioned;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class InMemoryOffers implements Offers {
  private final Books books;

  InMemoryOffers(Books books) {
    this.books = books;
  }

  @Override
  public Flux<Offer> open() {
    return books
        .read(
            () ->
                books.listings.values().stream()
                    .map(Versioned::value)
                    .filter(Listing::open)
                    .sorted(Comparator.comparing((Listing each) -> each.id().toString()))
                    .map(this::offer)
                    .toList())
        .flatMapIterable(offers -> offers);
  }

  @Override
  public Mono<Changes> since(long mark) {
    return books.read(
        () -> {
          int now = books.changed.size();
          Set<UUID> changed = new HashSet<>(books.changed.subList((int) mark, now));
          return new Changes(
              now,
              changed.stream()
                  .map(id -> Objects.requireNonNull(books.listings.get(id)).value())
                  .map(this::offer)
                  .toList(),
              books.blacklistings.membersNow());
        });
  }

  @Override
  public Mono<Long> mark() {
    return books.read(() -> (long) books.changed.size());
  }

  private Offer offer(Listing listing) {
    int[] free = Objects.requireNonNull(books.free.get(listing.id()));
    return new Offer(listing, new CapacityProfile(listing.window().from(), free));
  }
}
