package exchange.core.values;

/**
 * A point of the WGS84 ellipsoid in space, in kilometres from its centre. The straight line between
 * two of them is never longer than the geodesic, and far quicker to reckon.
 */
public record SpacePoint(double x, double y, double z) {
  private static final double EQUATOR = 6378.137;
  private static final double ECCENTRICITY_SQUARED = 0.00669437999014;

  public static SpacePoint of(GeoPoint point) {
    double north = Math.toRadians(point.latitude());
    double east = Math.toRadians(point.longitude());
    double sine = Math.sin(north);
    double radius = EQUATOR / Math.sqrt(1 - ECCENTRICITY_SQUARED * sine * sine);
    double outwards = radius * Math.cos(north);
    return new SpacePoint(
        outwards * Math.cos(east),
        outwards * Math.sin(east),
        radius * (1 - ECCENTRICITY_SQUARED) * sine);
  }

  /** Length of the straight line between both. */
  public double kilometresTo(SpacePoint other) {
    return length(x - other.x, y - other.y, z - other.z);
  }

  /** Length of the straight line to the nearest point of a cube. */
  public double kilometresTo(SpacePoint lowestCorner, double side) {
    return length(
        outside(x - lowestCorner.x, side),
        outside(y - lowestCorner.y, side),
        outside(z - lowestCorner.z, side));
  }

  private static double outside(double offset, double side) {
    return offset < 0 ? -offset : Math.max(0, offset - side);
  }

  private static double length(double x, double y, double z) {
    return Math.sqrt(x * x + y * y + z * z);
  }
}
