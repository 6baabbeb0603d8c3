package exchange.core.testing;

import exchange.core.capacity.Block;
import exchange.core.capacity.Blocks;
import exchange.core.event.EventKind;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.Versioned;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

final class InMemoryBlocks implements Blocks {
  private final Books books;
  private final Map<UUID, Block> all = new LinkedHashMap<>();

  InMemoryBlocks(Books books) {
    this.books = books;
  }

  @Override
  public Mono<Block> add(Block block, Caller caller) {
    return books.change(
        () -> {
          Versioned<Listing> listing = books.listings.get(block.listingId());
          if (listing == null || !listing.value().ownerId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          if (!all.containsKey(block.id()) && books.sublets.isGivenBack(listing.value())) {
            throw Refusal.of(RefusalCode.LISTING_CLOSED);
          }
          if (all.putIfAbsent(block.id(), block) == null) {
            take(block, listing.value());
            changed(block, listing.value(), EventKind.LISTING_BLOCKED);
          }
          return all.getOrDefault(block.id(), block);
        });
  }

  private void take(Block block, Listing listing) {
    int[] free = books.free.get(listing.id());
    int first = first(block, listing);
    for (int day = first; day < first + block.days().days(); day++) {
      int units = day < 0 || day >= free.length ? 0 : free[day];
      if (units < block.units()) {
        all.remove(block.id());
        throw Refusal.of(
            RefusalCode.CAPACITY_EXHAUSTED,
            "free",
            units,
            "units",
            block.units(),
            "day",
            listing.window().from().plusDays(day));
      }
    }
    shift(block, listing, -block.units());
  }

  private void shift(Block block, Listing listing, int units) {
    int[] free = books.free.get(listing.id());
    int first = first(block, listing);
    for (int day = first; day < first + block.days().days(); day++) {
      free[day] += units;
    }
  }

  private static int first(Block block, Listing listing) {
    return (int) ChronoUnit.DAYS.between(listing.window().from(), block.days().from());
  }

  private void changed(Block block, Listing listing, EventKind kind) {
    books.changed.add(listing.id());
    books.events.emit(kind, block.listingId(), listing.ownerId());
  }

  @Override
  public Mono<Block> remove(UUID id, Caller caller) {
    return books.change(
        () -> {
          Block block = all.get(id);
          Listing listing = block == null ? null : books.listings.get(block.listingId()).value();
          if (listing == null || !listing.ownerId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          all.remove(id);
          shift(block, listing, block.units());
          changed(block, listing, EventKind.LISTING_UNBLOCKED);
          return block;
        });
  }

  @Override
  public Mono<Page<Block>> page(UUID listingId, Page.Query query) {
    return books.read(
        () -> Books.page(all.values(), each -> each.listingId().equals(listingId), query));
  }

  long on(UUID listingId, LocalDate day) {
    return all.values().stream()
        .filter(each -> each.listingId().equals(listingId))
        .filter(each -> !day.isBefore(each.days().from()) && day.isBefore(each.days().to()))
        .mapToLong(Block::units)
        .sum();
  }
}
