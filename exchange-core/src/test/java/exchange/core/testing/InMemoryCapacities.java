package exchange.core.testing;

import static java.util.stream.Collectors.toSet;

import exchange.core.capacity.Capacities;
import exchange.core.capacity.CapacityProfile;
import exchange.core.capacity.Reservation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

final class InMemoryCapacities implements Capacities {
  private final Books books;

  InMemoryCapacities(Books books) {
    this.books = books;
  }

  @Override
  public Mono<CapacityProfile> free(UUID listingId) {
    return books.read(() -> profile(listingId));
  }

  @Override
  public Mono<Snapshot> snapshot(UUID listingId) {
    return books.read(
        () -> {
          CapacityProfile free = profile(listingId);
          return free == null
              ? null
              : new Snapshot(
                  free,
                  books.reservations.values().stream()
                      .filter(Reservation.Held.class::isInstance)
                      .filter(each -> each.terms().listingId().equals(listingId))
                      .map(Reservation::id)
                      .collect(toSet()));
        });
  }

  private @Nullable CapacityProfile profile(UUID listingId) {
    int[] free = books.free.get(listingId);
    return free == null
        ? null
        : new CapacityProfile(books.listings.get(listingId).value().window().from(), free);
  }
}
