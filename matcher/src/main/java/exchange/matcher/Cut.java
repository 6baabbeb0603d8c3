package exchange.matcher;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A limit that every plan keeps in a cell, since more does not fit there: what the requests weigh
 * that take some of it comes to {@code most} at most. Prices of units alone say of two requests
 * that want three fifths of a cell each that five thirds of them fit; a cut says one.
 */
record Cut(int cell, int most, List<Item> items) {

  /** A request that counts if it takes so many units or more; at most one for each request. */
  record Item(int request, int units, int weight) {}

  Cut {
    items = List.copyOf(items);
  }

  /** What a part counts. */
  int weight(int request, int units) {
    for (Item item : items) {
      if (item.request == request) {
        return units >= item.units ? item.weight : 0;
      }
    }
    return 0;
  }

  /** The numbers of the cuts in each cell. */
  static List<List<Integer>> byCell(List<Cut> cuts, int cells) {
    List<List<Integer>> byCell = new ArrayList<>();
    IntStream.range(0, cells).forEach(cell -> byCell.add(new ArrayList<>()));
    for (int i = 0; i < cuts.size(); i++) {
      byCell.get(cuts.get(i).cell).add(i);
    }
    return byCell;
  }
}
