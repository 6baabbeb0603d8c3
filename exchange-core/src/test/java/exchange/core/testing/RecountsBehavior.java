package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservation;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.recount.Recount;
import exchange.core.values.Page;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@code Recounts} promise of books that are in order. */
public abstract class RecountsBehavior extends StoreBehavior {
  @Test
  void whatIsHeldIsCountedAndFoundInOrder() {
    Listing listing = trade.listing(trade.owner(), 10);
    Caller exporter = trade.exporter();
    HoldLimits limits = HoldLimits.proposed(Duration.ofMinutes(10));
    now(
        ports
            .reservations()
            .reserve(UUID.randomUUID(), trade.terms(exporter, listing, 3, 0, 5), limits));
    Reservation given =
        now(
            ports
                .reservations()
                .reserve(UUID.randomUUID(), trade.terms(exporter, listing, 3, 0, 5), limits));
    now(ports.reservations().release(given.id(), exporter));

    Recount recount = now(ports.recounts().recount(Duration.ZERO));
    assertThat(recount.differences()).isEmpty();
    assertThat(recount.wrong()).isZero();
    assertThat(recount.counters()).isGreaterThanOrEqualTo(listing.window().days());
    assertThat(now(ports.recounts().page(new Page.Query(1, Optional.empty()))).items())
        .containsExactly(recount);
  }

  @Test
  void whatWasJustCountedIsNotCountedAgain() {
    now(ports.recounts().recount(Duration.ZERO));
    assertEmpty(ports.recounts().recount(Duration.ofMinutes(1)));
  }
}
