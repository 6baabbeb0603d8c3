package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.Block;
import exchange.core.capacity.CapacityProfile;
import exchange.core.capacity.HoldLimits;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.recount.Recount;
import exchange.core.values.DateRange;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What {@code Blocks} promises. */
public abstract class BlocksBehavior extends StoreBehavior {
  private static final Page.Query MANY = new Page.Query(200, Optional.empty());
  private static final HoldLimits LIMITS = HoldLimits.asked(Duration.ofMinutes(15), 1000);

  private static LocalDate day(int day) {
    return Trade.OPENING.plusDays(day);
  }

  private static Block block(Listing listing, int from, int to, int units) {
    return new Block(
        UUID.randomUUID(), listing.id(), new DateRange(day(from), day(to)), units, "New floor");
  }

  private List<Integer> free(Listing listing, int days) {
    CapacityProfile free = now(ports.capacities().free(listing.id()));
    return Stream.iterate(0, day -> day + 1).limit(days).map(day -> free.on(day(day))).toList();
  }

  @Test
  void aBlockTakesItsUnitsAndGivesThemBack() {
    Caller owner = trade.owner();
    Listing listing = trade.listing(owner, 10);
    Block block = block(listing, 1, 3, 4);
    assertNow(ports.blocks().add(block, owner)).isEqualTo(block);
    assertThat(free(listing, 4)).containsExactly(10, 6, 6, 10);
    assertThat(now(ports.blocks().page(listing.id(), MANY)).items()).containsExactly(block);

    assertNow(ports.blocks().remove(block.id(), owner)).isEqualTo(block);
    assertThat(free(listing, 4)).containsExactly(10, 10, 10, 10);
    assertThat(now(ports.blocks().page(listing.id(), MANY)).items()).isEmpty();
    refusal(ports.blocks().remove(block.id(), owner), RefusalCode.NOT_FOUND);
    assertThat(free(listing, 4)).containsExactly(10, 10, 10, 10);
  }

  @Test
  void theSameBlockIsTakenOnce() {
    Caller owner = trade.owner();
    Listing listing = trade.listing(owner, 10);
    Block block = block(listing, 0, 1, 3);
    now(ports.blocks().add(block, owner));
    now(ports.blocks().add(block, owner));
    assertThat(free(listing, 1)).containsExactly(7);
  }

  @Test
  void onlyItsOwnerBlocksAListing() {
    Caller owner = trade.owner();
    Listing listing = trade.listing(owner, 10);
    Block block = block(listing, 0, 1, 1);
    refusal(ports.blocks().add(block, trade.owner()), RefusalCode.NOT_FOUND);
    now(ports.blocks().add(block, owner));
    refusal(ports.blocks().remove(block.id(), trade.owner()), RefusalCode.NOT_FOUND);
    assertThat(free(listing, 1)).containsExactly(9);
  }

  @Test
  void whatIsHeldCannotBeBlocked() {
    Caller owner = trade.owner();
    Listing listing = trade.listing(owner, 10);
    LeaseTerms terms = trade.terms(trade.exporter(), listing, 7, 2, 3);
    now(ports.reservations().reserve(UUID.randomUUID(), terms, LIMITS));
    Refusal refusal =
        refusal(ports.blocks().add(block(listing, 0, 9, 4), owner), RefusalCode.CAPACITY_EXHAUSTED);
    assertThat(refusal.facts())
        .containsEntry("day", day(2).toString())
        .containsEntry("free", "3")
        .containsEntry("units", "4");
    assertThat(free(listing, 3)).containsExactly(10, 10, 3);
    now(ports.blocks().add(block(listing, 0, 9, 3), owner));
    assertThat(free(listing, 3)).containsExactly(7, 7, 0);
  }

  @Test
  void whatIsBlockedCannotBeHeld() {
    Caller owner = trade.owner();
    Listing listing = trade.listing(owner, 10);
    now(ports.blocks().add(block(listing, 3, 4, 10), owner));
    LeaseTerms terms = trade.terms(trade.exporter(), listing, 1, 2, 3);
    Refusal refusal =
        refusal(
            ports.reservations().reserve(UUID.randomUUID(), terms, LIMITS),
            RefusalCode.CAPACITY_EXHAUSTED);
    assertThat(refusal.facts()).containsEntry("day", day(3).toString());
  }

  @Test
  void nothingIsBlockedOutsideTheWindow() {
    Caller owner = trade.owner();
    Listing listing = trade.listing(owner, 10);
    Refusal refusal =
        refusal(
            ports.blocks().add(block(listing, -1, 2, 1), owner), RefusalCode.CAPACITY_EXHAUSTED);
    assertThat(refusal.facts()).containsEntry("day", day(-1).toString()).containsEntry("free", "0");
    assertThat(free(listing, 2)).containsExactly(10, 10);
  }

  @Test
  void ofManyThatWantTheLastUnitsOneGetsThem() {
    Caller owner = trade.owner();
    Listing listing = trade.listing(owner, 10);
    List<Block> won =
        now(
            Flux.range(0, 16)
                .flatMap(
                    i ->
                        ports
                            .blocks()
                            .add(block(listing, 0, 5, 6), owner)
                            .onErrorResume(
                                RefusedException.class,
                                refused ->
                                    refused.refusal().code() == RefusalCode.CAPACITY_EXHAUSTED
                                        ? Mono.empty()
                                        : Mono.error(refused)))
                .collectList());
    assertThat(won).hasSize(1);
    assertThat(free(listing, 1)).containsExactly(4);
  }

  @Test
  void theRecountCountsBlocks() {
    Caller owner = trade.owner();
    Listing listing = trade.listing(owner, 10);
    Block gone = block(listing, 0, 5, 2);
    now(ports.blocks().add(block(listing, 2, 8, 3), owner));
    now(ports.blocks().add(gone, owner));
    now(ports.blocks().remove(gone.id(), owner));
    Recount recount = now(ports.recounts().recount(Duration.ZERO));
    assertThat(recount.differences())
        .noneMatch(each -> each.counter().contains(listing.id().toString()));
  }
}
