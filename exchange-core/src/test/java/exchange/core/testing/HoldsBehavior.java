package exchange.core.testing;

import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.Capacities;
import exchange.core.capacity.CapacityProfile;
import exchange.core.capacity.Holds;
import exchange.core.capacity.Holds.Answer;
import exchange.core.values.DateRange;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code Holds} promise. */
public abstract class HoldsBehavior extends StoreBehavior {
  private final UUID slot = UUID.randomUUID();
  private Holds holds;

  @BeforeEach
  void learnSlot() {
    holds = ports.holds();
    inform(Set.of(), 5, 5, 3, 70_000);
  }

  private void inform(Set<UUID> counted, int... free) {
    holds
        .inform(slot, new Capacities.Snapshot(new CapacityProfile(OPENING, free), counted))
        .block();
  }

  private Answer take(UUID hold, int day, int days, int units) {
    return now(holds.take(hold, slot, DateRange.ofDays(OPENING.plusDays(day), days), units));
  }

  @Test
  void takesAllDaysOrNone() {
    assertThat(take(UUID.randomUUID(), 0, 3, 4))
        .isEqualTo(new Holds.Exhausted(OPENING.plusDays(2), 3));
    assertThat(take(UUID.randomUUID(), 0, 3, 3)).isEqualTo(new Holds.Taken());
    assertThat(take(UUID.randomUUID(), 0, 1, 3)).isEqualTo(new Holds.Exhausted(OPENING, 2));
    assertThat(take(UUID.randomUUID(), 3, 1, 69_999)).isEqualTo(new Holds.Taken());
  }

  @Test
  void daysOutsideAreNotFree() {
    assertThat(take(UUID.randomUUID(), -1, 2, 1))
        .isEqualTo(new Holds.Exhausted(OPENING.minusDays(1), 0));
    assertThat(take(UUID.randomUUID(), 3, 2, 1))
        .isEqualTo(new Holds.Exhausted(OPENING.plusDays(4), 0));
  }

  @Test
  void aRepeatedTakeTakesOnce() {
    UUID hold = UUID.randomUUID();
    assertThat(take(hold, 0, 1, 3)).isEqualTo(new Holds.Taken());
    assertThat(take(hold, 0, 1, 3)).isEqualTo(new Holds.Taken());
    assertThat(take(UUID.randomUUID(), 0, 1, 2)).isEqualTo(new Holds.Taken());
  }

  @Test
  void aRepeatedGiveBackFreesOnceAndAnEndedHoldStaysEnded() {
    UUID hold = UUID.randomUUID();
    take(hold, 0, 2, 3);
    holds.giveBack(hold, slot).block();
    holds.giveBack(hold, slot).block();
    assertThat(take(hold, 0, 2, 3)).isEqualTo(new Holds.Ended());
    assertThat(take(UUID.randomUUID(), 0, 1, 6)).isEqualTo(new Holds.Exhausted(OPENING, 5));
    assertThat(take(UUID.randomUUID(), 0, 2, 5)).isEqualTo(new Holds.Taken());
  }

  @Test
  void whatIsKnownIsNotToldTwice() {
    take(UUID.randomUUID(), 0, 1, 5);
    inform(Set.of(), 5);
    assertThat(take(UUID.randomUUID(), 0, 1, 1)).isEqualTo(new Holds.Exhausted(OPENING, 0));
  }

  /** As when a hold is asked for again after the court has lost what it knew. */
  @Test
  void aHoldThatTheNumbersCountAlreadyTakesNothingMore() {
    UUID hold = UUID.randomUUID();
    holds.forget(slot).block();
    inform(Set.of(UUID.randomUUID(), hold), 2);
    assertThat(take(hold, 0, 1, 3)).isEqualTo(new Holds.Taken());
    assertThat(take(UUID.randomUUID(), 0, 1, 2)).isEqualTo(new Holds.Taken());
    assertThat(take(UUID.randomUUID(), 0, 1, 1)).isEqualTo(new Holds.Exhausted(OPENING, 0));
    holds.giveBack(hold, slot).block();
    assertThat(take(UUID.randomUUID(), 0, 1, 1)).isEqualTo(new Holds.UnknownSlot());
  }

  @Test
  void aNoThatMayBeOutOfDateIsNotGiven() throws InterruptedException {
    take(UUID.randomUUID(), 0, 1, 5);
    assertThat(take(UUID.randomUUID(), 0, 1, 1)).isEqualTo(new Holds.Exhausted(OPENING, 0));
    Thread.sleep(1100);
    assertThat(take(UUID.randomUUID(), 3, 1, 1)).isEqualTo(new Holds.Taken());
    assertThat(take(UUID.randomUUID(), 0, 1, 1)).isEqualTo(new Holds.UnknownSlot());
    assertThat(take(UUID.randomUUID(), 3, 1, 1)).isEqualTo(new Holds.UnknownSlot());
  }

  @Test
  void aForgottenSlotIsAskedForAgain() {
    holds.forget(slot).block();
    assertThat(take(UUID.randomUUID(), 0, 1, 1)).isEqualTo(new Holds.UnknownSlot());
  }

  /** Whether the slot's numbers count that hold cannot be told, so they are not trusted. */
  @Test
  void givingBackAnUnknownHoldForgetsTheSlot() {
    holds.giveBack(UUID.randomUUID(), slot).block();
    assertThat(take(UUID.randomUUID(), 0, 1, 1)).isEqualTo(new Holds.UnknownSlot());
  }
}
