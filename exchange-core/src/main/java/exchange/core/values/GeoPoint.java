package exchange.core.values;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;

/** A point on the WGS84 ellipsoid, in degrees. */
public record GeoPoint(double latitude, double longitude) {

  /**
   * @throws RefusedException {@code VALIDATION_FAILED} outside ±90° and ±180°
   */
  public GeoPoint {
    if (!(latitude >= -90 && latitude <= 90)) {
      throw Refusal.invalid("latitude", "must lie between -90 and 90 degrees");
    }
    if (!(longitude >= -180 && longitude <= 180)) {
      throw Refusal.invalid("longitude", "must lie between -180 and 180 degrees");
    }
  }

  /** Length of the geodesic between both points, in kilometres. */
  public double kilometresTo(GeoPoint other) {
    return Geodesic.WGS84.Inverse(
                latitude, longitude, other.latitude, other.longitude, GeodesicMask.DISTANCE)
            .s12
        / 1000;
  }
}
