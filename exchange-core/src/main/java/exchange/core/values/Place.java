package exchange.core.values;

import java.time.ZoneId;

/**
 * A port or town that trade knows by name.
 *
 * @param unlocode UN/LOCODE without the space, such as {@code DEHAM}
 * @param country ISO 3166-1 alpha-2
 * @param zone the zone whose calendar days apply there
 */
public record Place(String unlocode, String name, String country, GeoPoint point, ZoneId zone) {}
