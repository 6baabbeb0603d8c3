package exchange.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.values.GeoPoint;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorldMapTest {
  private static final GeoPoint AUCKLAND = new GeoPoint(-36.84, 174.76);
  private static final GeoPoint VANCOUVER = new GeoPoint(49.28, -123.12);
  private static final GeoPoint HAMBURG = new GeoPoint(53.54, 9.98);

  /** From where to where each part of a path goes, from west to east in units of the map. */
  private static List<Double> spans(WorldMap.Arc arc) {
    return Stream.of(arc.path().split("M", -1))
        .filter(part -> !part.isEmpty())
        .map(part -> part.split("[ Q]", -1))
        .map(numbers -> Double.parseDouble(numbers[4]) - Double.parseDouble(numbers[0]))
        .toList();
  }

  @Test
  void aWayTakesTheShorterSideOfTheWorld() {
    assertThat(spans(WorldMap.arc(HAMBURG, AUCKLAND))).hasSize(1);
    List<Double> across = spans(WorldMap.arc(AUCKLAND, VANCOUVER));
    assertThat(across).hasSize(2).allMatch(span -> span > 0 && span < 200);
    assertThat(spans(WorldMap.arc(VANCOUVER, AUCKLAND))).allMatch(span -> span < 0 && span > -200);
  }

  @Test
  void theMapShowsAllPointsAndLittleElse() {
    WorldMap near = WorldMap.around(List.of(HAMBURG));
    assertThat(near.shows(HAMBURG)).isTrue();
    assertThat(near.shows(VANCOUVER)).isFalse();
    assertThat(near.width()).isLessThan(100);
    WorldMap wide = WorldMap.around(List.of(AUCKLAND, VANCOUVER));
    assertThat(wide.shows(AUCKLAND) && wide.shows(VANCOUVER)).isTrue();
  }
}
