package exchange.core.capacity;

import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** How much of each slot is free. The truth that every hold is checked against. */
public interface Capacities {

  /** Units neither held nor leased, on each day of the slot's window; empty for an unknown slot. */
  Mono<CapacityProfile> free(UUID listingId);

  /**
   * What is free at one moment.
   *
   * @param holds the live ones, for which {@code free} has been reduced
   */
  record Snapshot(CapacityProfile free, Set<UUID> holds) {
    public Snapshot {
      holds = Set.copyOf(holds);
    }
  }

  /** Empty for an unknown slot. */
  Mono<Snapshot> snapshot(UUID listingId);
}
