package exchange.core.warehouse;

import exchange.core.values.GeoPoint;
import exchange.core.values.Place;
import exchange.core.values.Refusal;
import java.time.ZoneId;
import java.util.UUID;

/**
 * A site where space stands.
 *
 * @param address as a driver would need it
 * @param country ISO 3166-1 alpha-2
 * @param gateway the port that its goods arrive at
 * @param zone whose calendar days its leases count
 */
public record Warehouse(
    UUID id,
    UUID ownerId,
    String name,
    String address,
    String country,
    GeoPoint point,
    Place gateway,
    ZoneId zone) {

  public Warehouse {
    if (name.isBlank()) {
      throw Refusal.invalid("name", "must not be blank");
    }
    if (address.isBlank()) {
      throw Refusal.invalid("address", "must not be blank");
    }
  }
}
