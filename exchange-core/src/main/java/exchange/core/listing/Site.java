package exchange.core.listing;

import exchange.core.values.GeoPoint;
import exchange.core.values.Place;
import exchange.core.warehouse.Warehouse;
import java.time.ZoneId;
import java.util.UUID;

/** A warehouse as the market sees it: where it stands, without its street address. */
public record Site(
    UUID warehouseId, String name, String country, GeoPoint point, Place gateway, ZoneId zone) {

  public static Site of(Warehouse warehouse) {
    return new Site(
        warehouse.id(),
        warehouse.name(),
        warehouse.country(),
        warehouse.point(),
        warehouse.gateway(),
        warehouse.zone());
  }
}
