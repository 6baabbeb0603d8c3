package exchange.api.postgres;

import exchange.core.capacity.Capacities;
import exchange.core.capacity.CapacityProfile;
import io.r2dbc.spi.ConnectionFactory;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresCapacities implements Capacities {
  private static final Function<String, Free> FREE = Documents.reader(Free.class);
  private static final Function<String, Known> KNOWN = Documents.reader(Known.class);

  private final Database database;

  public PostgresCapacities(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  /** A row of {@code slot}. */
  private record Free(LocalDate firstDay, List<Integer> units) {
    CapacityProfile profile() {
      return new CapacityProfile(firstDay, units.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  private record Known(Free free, Set<UUID> holds) {}

  @Override
  public Mono<CapacityProfile> free(UUID listingId) {
    return database
        .<Free>one(
            """
            select jsonb_build_object('firstDay', first_day, 'units', free)::text
            from slot where listing_id = $1""",
            FREE,
            listingId)
        .map(Free::profile);
  }

  @Override
  public Mono<Snapshot> snapshot(UUID listingId) {
    return database
        .<Known>one(
            """
            select jsonb_build_object(
              'free', jsonb_build_object('firstDay', first_day, 'units', free),
              'holds', (select coalesce(jsonb_agg(id), '[]') from reservation
                        where listing_id = $1 and state = 'HELD'))::text
            from slot where listing_id = $1""",
            KNOWN,
            listingId)
        .map(known -> new Snapshot(known.free().profile(), known.holds()));
  }
}
