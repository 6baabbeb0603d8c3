package exchange.core.testing;

import exchange.core.capacity.Reservation;
import exchange.core.capacity.Reservation.Confirmed;
import exchange.core.capacity.Reservation.Held;
import exchange.core.listing.Listing;
import exchange.core.recount.Recount;
import exchange.core.recount.Recount.Difference;
import exchange.core.recount.Recounts;
import exchange.core.values.DateRange;
import exchange.core.values.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

final class InMemoryRecounts implements Recounts {
  private final Books books;
  private final List<Recount> all = new ArrayList<>();

  InMemoryRecounts(Books books) {
    this.books = books;
  }

  @Override
  public Mono<Recount> recount(Duration every) {
    return books.read(
        () -> {
          Instant now = books.clock.instant();
          if (!all.isEmpty() && all.get(all.size() - 1).at().isAfter(now.minus(every))) {
            return null;
          }
          List<Difference> wrong = new ArrayList<>();
          long counters = 0;
          for (var slot : books.free.entrySet()) {
            Listing listing = books.listings.get(slot.getKey()).value();
            for (int day = 0; day < slot.getValue().length; day++) {
              LocalDate date = listing.window().from().plusDays(day);
              long recorded = (long) listing.quantity() - slot.getValue()[day];
              long counted = taken(listing, date) + books.blocks.on(listing.id(), date);
              counters++;
              if (recorded != counted) {
                wrong.add(
                    new Difference("slot " + listing.id() + " on " + date, recorded, counted));
              }
            }
          }
          wrong.addAll(books.sublets.overlet());
          Recount recount = new Recount(now, Duration.ZERO, counters, wrong.size(), wrong);
          all.add(recount);
          return recount;
        });
  }

  private long taken(Listing listing, LocalDate date) {
    return books.reservations.values().stream()
        .filter(each -> each instanceof Held || each instanceof Confirmed)
        .filter(each -> each.terms().listingId().equals(listing.id()))
        .filter(each -> takes(each, date))
        .mapToLong(each -> units(each, date))
        .sum();
  }

  private int units(Reservation reservation, LocalDate date) {
    return reservation instanceof Confirmed confirmed
        ? books.billings.get(confirmed.contractId()).extent().quantities().on(date)
        : reservation.terms().quantity();
  }

  private boolean takes(Reservation reservation, LocalDate date) {
    DateRange stay = reservation.terms().stay();
    int freed =
        reservation instanceof Confirmed confirmed
            ? books.billings.freedDays(confirmed.contractId())
            : 0;
    return !date.isBefore(stay.from()) && date.isBefore(stay.to().minusDays(freed));
  }

  @Override
  public Mono<Page<Recount>> page(Page.Query query) {
    return books.read(() -> Books.page(all, each -> true, query));
  }
}
