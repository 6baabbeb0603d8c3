package exchange.api.postgres;

import exchange.core.capacity.Capacities;
import exchange.core.capacity.CapacityProfile;
import io.r2dbc.spi.ConnectionFactory;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresCapacities implements Capacities {
  private static final Function<String, Free> FREE = Documents.reader(Free.class);

  private final Database database;

  public PostgresCapacities(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  /** A row of {@code slot}. */
  private record Free(LocalDate firstDay, List<Integer> units) {}

  @Override
  public Mono<CapacityProfile> free(UUID listingId) {
    return database
        .<Free>one(
            """
            select jsonb_build_object('firstDay', first_day, 'units', free)::text
            from slot where listing_id = $1""",
            FREE,
            listingId)
        .map(
            slot ->
                new CapacityProfile(
                    slot.firstDay(), slot.units().stream().mapToInt(Integer::intValue).toArray()));
  }
}
