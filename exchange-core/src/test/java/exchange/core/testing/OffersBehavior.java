package exchange.core.testing;

import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservation;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.quote.Offer;
import exchange.core.quote.Offers.Changes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code Offers} promise: nothing that happens to an offer is left out. */
public abstract class OffersBehavior extends StoreBehavior {
  private static final HoldLimits LIMITS = HoldLimits.proposed(Duration.ofMinutes(10));

  private Offer in(List<Offer> offers, Listing listing) {
    List<Offer> found =
        offers.stream().filter(offer -> offer.listing().id().equals(listing.id())).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private Reservation hold(Listing listing, int units) {
    return now(
        ports
            .reservations()
            .reserve(
                UUID.randomUUID(), trade.terms(trade.exporter(), listing, units, 0, 5), LIMITS));
  }

  private static Listing closed(Listing listing) {
    return new Listing(
        listing.id(),
        listing.ownerId(),
        listing.site(),
        listing.storageClass(),
        listing.unit(),
        listing.quantity(),
        listing.window(),
        listing.rateCard(),
        listing.minimumQuantity(),
        listing.minimumDays(),
        false);
  }

  @Test
  void whatIsOpenIsReadWithWhatIsFree() {
    Listing listing = trade.listing(trade.owner(), 10);
    Listing shut = trade.listing(trade.owner(), 10);
    now(ports.listings().replace(closed(shut), 1));
    hold(listing, 3);
    List<Offer> open = now(ports.offers().open().collectList());
    Offer offer = in(open, listing);
    assertThat(offer.listing()).isEqualTo(listing);
    assertThat(offer.free()).isEqualTo(now(ports.capacities().free(listing.id())));
    assertThat(offer.free().on(OPENING)).isEqualTo(7);
    assertThat(open).noneMatch(each -> each.listing().id().equals(shut.id()));
    assertThat(open)
        .extracting(each -> each.listing().id().toString())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void everyChangeIsToldOf() {
    long mark = now(ports.offers().mark());
    Listing listing = trade.listing(trade.owner(), 10);
    mark = expect(mark, listing, 10, true);
    Caller exporter = trade.exporter();
    Reservation held =
        now(
            ports
                .reservations()
                .reserve(UUID.randomUUID(), trade.terms(exporter, listing, 4, 0, 5), LIMITS));
    mark = expect(mark, listing, 6, true);
    now(ports.reservations().release(held.id(), exporter));
    mark = expect(mark, listing, 10, true);
    now(ports.listings().replace(closed(listing), 1));
    expect(mark, listing, 10, false);
  }

  private long expect(long mark, Listing listing, int free, boolean open) {
    Changes changes = now(ports.offers().since(mark));
    Offer offer = in(changes.offers(), listing);
    assertThat(offer.free().on(OPENING)).isEqualTo(free);
    assertThat(offer.listing().open()).isEqualTo(open);
    return changes.mark();
  }

  @Test
  void aHoldThatExpiresIsToldOf() {
    Listing listing = trade.listing(trade.owner(), 10);
    HoldLimits brief = HoldLimits.proposed(Duration.ofMillis(1));
    now(
        ports
            .reservations()
            .reserve(UUID.randomUUID(), trade.terms(trade.exporter(), listing, 4, 0, 5), brief));
    long mark = now(ports.offers().mark());
    while (now(ports.capacities().free(listing.id())).on(OPENING) < 10) {
      ports.reservations().expireDue().blockLast();
    }
    expect(mark, listing, 10, true);
  }

  @Test
  @Timeout(20)
  void changesThatWereSeenAreNotToldOfForEver() {
    Listing listing = trade.listing(trade.owner(), 10);
    Changes changes = now(ports.offers().since(now(ports.offers().mark())));
    while (changes.offers().stream().anyMatch(offer -> offer.listing().equals(listing))) {
      changes = now(ports.offers().since(changes.mark()));
    }
  }
}
