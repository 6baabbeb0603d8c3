package exchange.core.testing;

import exchange.core.capacity.Capacities;
import exchange.core.capacity.Holds;
import exchange.core.values.DateRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

final class InMemoryHolds implements Holds {
  private static final Duration CERTAIN = Duration.ofSeconds(1);

  private final Map<UUID, Court> courts = new HashMap<>();
  private final Clock clock;

  InMemoryHolds(Clock clock) {
    this.clock = clock;
  }

  /** What the court knows of one slot. */
  private static final class Court {
    final LocalDate firstDay;
    final int[] free;
    final Instant learned;
    final Map<UUID, Hold> holds = new HashMap<>();
    final Set<UUID> counted;
    final Set<UUID> ended = new HashSet<>();

    Court(Capacities.Snapshot known, Instant learned) {
      this.learned = learned;
      firstDay = known.free().firstDay();
      free = known.free().units();
      counted = known.holds();
    }

    int index(LocalDate day) {
      return (int) (day.toEpochDay() - firstDay.toEpochDay());
    }
  }

  private record Hold(DateRange stay, int units) {}

  @Override
  public Mono<Answer> take(UUID reservationId, UUID listingId, DateRange stay, int units) {
    return Mono.fromSupplier(() -> takeNow(reservationId, listingId, stay, units));
  }

  private synchronized Answer takeNow(
      UUID reservationId, UUID listingId, DateRange stay, int units) {
    Court court = courts.get(listingId);
    if (court == null) {
      return new UnknownSlot();
    }
    if (court.ended.contains(reservationId)) {
      return new Ended();
    }
    if (court.holds.containsKey(reservationId) || court.counted.contains(reservationId)) {
      return new Taken();
    }
    for (LocalDate day = stay.from(); day.isBefore(stay.to()); day = day.plusDays(1)) {
      int index = court.index(day);
      int free = index < 0 || index >= court.free.length ? 0 : court.free[index];
      if (free < units) {
        if (court.learned.plus(CERTAIN).isBefore(clock.instant())) {
          courts.remove(listingId);
          return new UnknownSlot();
        }
        return new Exhausted(day, free);
      }
    }
    add(court, stay, -units);
    court.holds.put(reservationId, new Hold(stay, units));
    return new Taken();
  }

  private static void add(Court court, DateRange stay, int units) {
    for (int day = court.index(stay.from()); day < court.index(stay.to()); day++) {
      court.free[day] += units;
    }
  }

  @Override
  public Mono<Void> giveBack(UUID reservationId, UUID listingId) {
    return Mono.fromRunnable(() -> giveBackNow(reservationId, listingId));
  }

  private synchronized void giveBackNow(UUID reservationId, UUID listingId) {
    Court court = courts.get(listingId);
    if (court == null || court.ended.contains(reservationId)) {
      return;
    }
    Hold hold = court.holds.remove(reservationId);
    if (hold == null) {
      courts.remove(listingId);
    } else {
      add(court, hold.stay(), hold.units());
      court.ended.add(reservationId);
    }
  }

  @Override
  public Mono<Void> inform(UUID listingId, Capacities.Snapshot known) {
    return Mono.fromRunnable(() -> informNow(listingId, known));
  }

  private synchronized void informNow(UUID listingId, Capacities.Snapshot known) {
    courts.putIfAbsent(listingId, new Court(known, clock.instant()));
  }

  @Override
  public Mono<Void> forget(UUID listingId) {
    return Mono.fromRunnable(() -> forgetNow(listingId));
  }

  private synchronized void forgetNow(UUID listingId) {
    courts.remove(listingId);
  }
}
