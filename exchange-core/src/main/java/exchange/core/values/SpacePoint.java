package exchange.core.values;

/**
 * A point of the earth pressed onto a sphere inside it, in kilometres from the centre. The way over
 * that sphere is never longer than the geodesic, up to 10,000 km at most 1 % shorter, and far
 * quicker to reckon.
 */
public record SpacePoint(double x, double y, double z) {
  private static final double EQUATOR = 6378.137;
  private static final double POLE = 6356.752314;

  /** A pressed parallel keeps its share of the radius, which makes both metrics comparable. */
  public static SpacePoint of(GeoPoint point) {
    double north = Math.toRadians(point.latitude());
    double east = Math.toRadians(point.longitude());
    double reduced = Math.atan2(POLE * Math.sin(north), EQUATOR * Math.cos(north));
    double outwards = POLE * Math.cos(reduced);
    return new SpacePoint(
        outwards * Math.cos(east), outwards * Math.sin(east), POLE * Math.sin(reduced));
  }

  /** Length of the way over the sphere. */
  public double kilometresTo(SpacePoint other) {
    return arc(x - other.x, y - other.y, z - other.z);
  }

  /** What no way over the sphere to a point in a cube is shorter than. */
  public double kilometresTo(SpacePoint lowestCorner, double side) {
    return arc(
        outside(x - lowestCorner.x, side),
        outside(y - lowestCorner.y, side),
        outside(z - lowestCorner.z, side));
  }

  private static double outside(double offset, double side) {
    return offset < 0 ? -offset : Math.max(0, offset - side);
  }

  private static double arc(double x, double y, double z) {
    double square = (x * x + y * y + z * z) / (4 * POLE * POLE);
    // The series of the arc sine, none of whose terms is negative: what is cut off only shortens.
    double arc = 1 + square * (1 / 6.0 + square * (3 / 40.0 + square * (15 / 336.0)));
    return 2 * POLE * Math.sqrt(square) * arc;
  }
}
