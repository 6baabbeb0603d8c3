package exchange.api.web;

import exchange.core.values.GeoPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The world on a plane, after Mercator, 1000 units around, and the part of it that is shown. */
public record WorldMap(double left, double top, double width, double height) {
  private static final double RADIUS = 1000 / (2 * Math.PI);

  /** Once around the world, in tenths. */
  private static final long AROUND = 10_000;

  private static final double NORTH = mercator(76);
  private static final double SOUTH = mercator(-56);

  private static final String ANTARCTICA = "010";

  static final WorldMap WHOLE = new WorldMap(0, 0, 1000, NORTH - SOUTH);

  /** So that a single place is not shown without its surroundings. */
  private static final double LEAST_WIDTH = 60;

  /** As much of the world as shows all points with room around them. */
  static WorldMap around(Collection<GeoPoint> points) {
    if (points.isEmpty()) {
      return WHOLE;
    }
    double ratio = WHOLE.height / WHOLE.width;
    double west = points.stream().mapToDouble(WorldMap::x).min().orElseThrow();
    double east = points.stream().mapToDouble(WorldMap::x).max().orElseThrow();
    double north = points.stream().mapToDouble(WorldMap::y).min().orElseThrow();
    double south = points.stream().mapToDouble(WorldMap::y).max().orElseThrow();
    double width = Math.max((east - west) * 1.3, (south - north) * 1.4 / ratio);
    width = Math.min(Math.max(width, LEAST_WIDTH), WHOLE.width);
    double height = width * ratio;
    return new WorldMap(
        clamp((west + east) / 2 - width / 2, WHOLE.width - width),
        clamp((north + south) / 2 - height / 2, WHOLE.height - height),
        width,
        height);
  }

  private static double clamp(double start, double most) {
    return Math.max(0, Math.min(start, most));
  }

  static double x(GeoPoint point) {
    return (point.longitude() + 180) / 360 * 1000;
  }

  static double y(GeoPoint point) {
    return NORTH - mercator(point.latitude());
  }

  private static double mercator(double latitude) {
    double shown = Math.max(-80, Math.min(80, latitude));
    return RADIUS * Math.log(Math.tan(Math.PI / 4 + Math.toRadians(shown) / 2));
  }

  public String viewBox() {
    return String.format(Locale.ROOT, "%.1f %.1f %.1f %.1f", left, top, width, height);
  }

  /** What a length on the screen is here: 1 on the map of the whole world. */
  public double scale() {
    return width / WHOLE.width;
  }

  /** A round mark whose area shows a number. */
  public record Bubble(String label, String href, double x, double y, double radius) {}

  /**
   * @param share of the largest number, 0 to 1
   */
  Bubble bubble(String label, String href, GeoPoint at, double share) {
    double radius = (5 + 17 * Math.sqrt(share)) * scale();
    return new Bubble(label, href, rounded(x(at)), rounded(y(at)), rounded(radius));
  }

  /** A mark of the same size on the screen whatever part of the world is shown. */
  Bubble pin(String label, String href, GeoPoint at, double radius) {
    return new Bubble(label, href, rounded(x(at)), rounded(y(at)), rounded(radius * scale()));
  }

  boolean shows(GeoPoint point) {
    return x(point) >= left
        && x(point) <= left + width
        && y(point) >= top
        && y(point) <= top + height;
  }

  /** A way from one point to another, bent so that ways back and forth can be told apart. */
  public record Arc(String path) {}

  /** The shorter way; if that crosses the map's edge it is drawn at both, each to be cut off. */
  static Arc arc(GeoPoint from, GeoPoint to) {
    double there = x(to) - x(from);
    if (Math.abs(there) <= WHOLE.width / 2) {
      return new Arc(curve(x(from), y(from), x(to), y(to)));
    }
    double turn = Math.copySign(WHOLE.width, there);
    return new Arc(
        curve(x(from), y(from), x(to) - turn, y(to))
            + curve(x(from) + turn, y(from), x(to), y(to)));
  }

  private static String curve(double fromX, double fromY, double toX, double toY) {
    return String.format(
        Locale.ROOT,
        "M%.2f %.2fQ%.2f %.2f %.2f %.2f",
        fromX,
        fromY,
        (fromX + toX) / 2,
        (fromY + toY) / 2 - Math.abs(toX - fromX) * 0.15 - 1,
        toX,
        toY);
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  /** The land as one picture whose path takes its colours from the page that uses it. */
  static String outline() {
    try (InputStream file =
        Objects.requireNonNull(WorldMap.class.getResourceAsStream("/map/countries-110m.json"))) {
      JsonNode topology = JsonMapper.shared().readTree(file);
      List<List<GeoPoint>> arcs = arcs(topology);
      StringBuilder path = new StringBuilder();
      for (JsonNode country : topology.get("objects").get("countries").get("geometries")) {
        if (ANTARCTICA.equals(country.path("id").asString(""))) {
          continue;
        }
        boolean many = country.get("type").asString().equals("MultiPolygon");
        for (JsonNode polygon : many ? country.get("arcs") : List.of(country.get("arcs"))) {
          for (JsonNode ring : polygon) {
            append(path, ring, arcs);
          }
        }
      }
      return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\""
          + WHOLE.viewBox()
          + "\"><path id=\"land\" d=\""
          + path
          + "\"/></svg>";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<List<GeoPoint>> arcs(JsonNode topology) {
    JsonNode scale = topology.get("transform").get("scale");
    JsonNode shift = topology.get("transform").get("translate");
    List<List<GeoPoint>> arcs = new ArrayList<>();
    for (JsonNode arc : topology.get("arcs")) {
      List<GeoPoint> points = new ArrayList<>();
      long x = 0;
      long y = 0;
      for (JsonNode step : arc) {
        x += step.get(0).asLong();
        y += step.get(1).asLong();
        double east = x * scale.get(0).asDouble() + shift.get(0).asDouble();
        double north = y * scale.get(1).asDouble() + shift.get(1).asDouble();
        points.add(
            new GeoPoint(Math.max(-90, Math.min(90, north)), Math.max(-180, Math.min(180, east))));
      }
      arcs.add(points);
    }
    return arcs;
  }

  /** An arc's number stands for the arc, or if negative for the other way along it. */
  private static void append(StringBuilder path, JsonNode ring, List<List<GeoPoint>> arcs) {
    List<long[]> points = new ArrayList<>();
    long turns = 0;
    for (JsonNode number : ring) {
      int index = number.asInt();
      List<GeoPoint> arc = new ArrayList<>(arcs.get(index < 0 ? ~index : index));
      if (index < 0) {
        Collections.reverse(arc);
      }
      for (GeoPoint point : arc) {
        long x = tenths(x(point)) + turns * AROUND;
        long back = points.isEmpty() ? 0 : x - points.get(points.size() - 1)[0];
        long turn = Math.round((double) -back / AROUND);
        turns += turn;
        points.add(new long[] {x + turn * AROUND, tenths(y(point))});
      }
    }
    append(path, points, 0);
    // What lies across the edge of the map is drawn at both of its ends.
    boolean right = points.stream().anyMatch(point -> point[0] > AROUND);
    boolean left = points.stream().anyMatch(point -> point[0] < 0);
    if (right || left) {
      append(path, points, right ? -AROUND : AROUND);
    }
  }

  private static void append(StringBuilder path, List<long[]> points, long shift) {
    long x = 0;
    long y = 0;
    char command = 'M';
    for (long[] point : points) {
      long right = point[0] + shift - x;
      long down = point[1] - y;
      if (command == 'M' || right != 0 || down != 0) {
        path.append(command).append(length(right)).append(' ').append(length(down));
        command = 'l';
      }
      x += right;
      y += down;
    }
    path.append('Z');
  }

  private static long tenths(double value) {
    return Math.round(value * 10);
  }

  private static String length(long tenths) {
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
  }
}
