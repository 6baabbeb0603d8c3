package exchange.core.testing;

import exchange.core.event.EventKind;
import exchange.core.listing.Listing;
import exchange.core.listing.Listings;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import exchange.core.values.Versioned;
import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class InMemoryListings implements Listings {
  private final Books books;

  InMemoryListings(Books books) {
    this.books = books;
  }

  @Override
  public Mono<Versioned<Listing>> add(Listing listing) {
    return books.change(() -> publish(listing));
  }

  Versioned<Listing> publish(Listing listing) {
    if (books.listings.putIfAbsent(listing.id(), new Versioned<>(listing, 1)) == null) {
      int[] free = new int[listing.window().days()];
      Arrays.fill(free, listing.quantity());
      books.free.put(listing.id(), free);
      books.changed.add(listing.id());
      books.events.emit(EventKind.LISTING_PUBLISHED, listing.id(), listing.ownerId());
    }
    return books.listings.get(listing.id());
  }

  @Override
  public Mono<Versioned<Listing>> find(UUID id) {
    return books.read(() -> books.listings.get(id));
  }

  @Override
  public Mono<Page<Versioned<Listing>>> page(Filter filter, Page.Query query) {
    return books.read(
        () -> Books.page(books.listings.values(), each -> shows(filter, each.value()), query));
  }

  private static boolean shows(Filter filter, Listing listing) {
    return filter.ownerId().map(listing.ownerId()::equals).orElse(true)
        && filter.storageClass().map(listing.storageClass()::equals).orElse(true)
        && filter.country().map(listing.site().country()::equals).orElse(true);
  }

  @Override
  public Mono<Versioned<Listing>> replace(Listing listing, int version) {
    return books.change(
        () -> {
          Versioned<Listing> before = books.listings.get(listing.id());
          if (before.version() != version) {
            throw Refusal.of(RefusalCode.PRECONDITION_FAILED);
          }
          books.sublets.beginRevision(listing);
          resize(before.value(), listing.quantity());
          Versioned<Listing> replaced = new Versioned<>(listing, version + 1);
          books.listings.put(listing.id(), replaced);
          books.changed.add(listing.id());
          books.events.emit(EventKind.LISTING_REVISED, listing.id(), listing.ownerId());
          return replaced;
        });
  }

  private void resize(Listing before, int quantity) {
    int[] free = books.free.get(before.id());
    int more = quantity - before.quantity();
    for (int day = 0; day < free.length; day++) {
      if (free[day] + more < 0) {
        throw Refusal.of(
            RefusalCode.CAPACITY_IN_USE,
            "taken",
            before.quantity() - free[day],
            "day",
            before.window().from().plusDays(day),
            "quantity",
            quantity);
      }
    }
    Arrays.setAll(free, day -> free[day] + more);
  }

  @Override
  public Flux<Listing> open(StorageClass storageClass, Unit unit) {
    return books
        .read(
            () ->
                books.listings.values().stream()
                    .map(Versioned::value)
                    .filter(each -> each.open() && each.storageClass() == storageClass)
                    .filter(each -> each.unit() == unit)
                    .sorted(Comparator.comparing((Listing each) -> each.id().toString()))
                    .toList())
        .flatMapIterable(found -> found);
  }
}
