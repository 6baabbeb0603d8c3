package exchange.matcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds lifted cover inequalities: requests that do not all fit into a cell cannot all have it, and
 * whoever wants as much as several of them counts as several.
 */
final class CoverCuts {
  /** A cell that is filled less leaves nothing to limit. */
  private static final double LEAST_FILLED = 0.95;

  /** By what share of it a limit has to be broken. */
  private static final double LEAST_BROKEN = 0.01;

  private static final double NONE = 1e-6;

  /** The heart of a cover is who has most of its wish, or who is nearest to all of it a unit. */
  private static final List<Comparator<Wish>> ORDERS =
      List.of(
          Comparator.comparingDouble(wish -> -wish.share),
          Comparator.comparingDouble(wish -> (1 - wish.share) / wish.units));

  private final Market market;
  private final double[] shares;
  private final List<Cut> found = new ArrayList<>();

  /** What a request wants of a cell, and how much of its wish it has. */
  private record Wish(int request, int units, double share) {
    private Wish and(int otherUnits, double more) {
      if (more <= NONE || share <= NONE) {
        return share >= more ? this : new Wish(request, otherUnits, more);
      }
      return new Wish(request, Math.min(units, otherUnits), share + more);
    }
  }

  private CoverCuts(Market market, double[] shares) {
    this.market = market;
    this.shares = shares;
  }

  /**
   * Finds cuts that are broken, one for each cell at most.
   *
   * @param shares how much of each choice is taken
   */
  static List<Cut> broken(Market market, double[] shares) {
    CoverCuts cuts = new CoverCuts(market, shares);
    List<List<Integer>> bySlot = new ArrayList<>();
    IntStream.range(0, market.slots).forEach(slot -> bySlot.add(new ArrayList<>()));
    for (int part = 0; part < market.parts(); part++) {
      bySlot.get(market.slot[part]).add(part);
    }
    bySlot.forEach(parts -> cuts.search(parts.stream().mapToInt(Integer::intValue).toArray()));
    return cuts.found;
  }

  /** In all cells of a slot. */
  private void search(int[] parts) {
    int first = Arrays.stream(parts).map(part -> market.from[part]).min().orElse(0);
    int end = Arrays.stream(parts).map(part -> market.to[part]).max().orElse(0);
    Set<List<Cut.Item>> known = new HashSet<>();
    for (int cell = first; cell < end; cell++) {
      List<Wish> wishes = wishes(parts, cell);
      double filled = wishes.stream().mapToDouble(wish -> wish.units * wish.share).sum();
      if (filled >= LEAST_FILLED * market.capacity[cell]) {
        broken(cell, wishes).filter(cut -> known.add(cut.items())).ifPresent(found::add);
      }
    }
  }

  private List<Wish> wishes(int[] parts, int cell) {
    Map<Integer, Wish> wishes = new HashMap<>();
    for (int part : parts) {
      if (market.from[part] <= cell && cell < market.to[part]) {
        int choice = market.choiceOf[part];
        Wish wish = new Wish(market.requestOf[choice], market.units[part], shares[choice]);
        wishes.merge(wish.request, wish, (one, other) -> one.and(other.units, other.share));
      }
    }
    return wishes.values().stream().sorted(Comparator.comparingInt(Wish::request)).toList();
  }

  /** The cut that is broken most. */
  private Optional<Cut> broken(int cell, List<Wish> wishes) {
    Optional<Cut> worst = Optional.empty();
    double most = LEAST_BROKEN;
    for (Comparator<Wish> order : ORDERS) {
      Cover cover = new Cover(market.capacity[cell], wishes.stream().sorted(order).toList());
      if (cover.broken() > most) {
        most = cover.broken();
        worst = Optional.of(cover.cut(cell));
      }
    }
    return worst;
  }

  /** A cover of a knapsack, and what others weigh beside it. */
  private static final class Cover {
    private final int capacity;
    private final List<Wish> heart = new ArrayList<>();
    private final List<Cut.Item> items = new ArrayList<>();

    /** The fewest units that so much weight takes. */
    private long[] fewest = new long[1];

    private int most;
    private double weighed;

    private Cover(int capacity, List<Wish> wishes) {
      this.capacity = capacity;
      long units = 0;
      for (int i = 0; i < wishes.size() && units <= capacity && wishes.get(i).share > NONE; i++) {
        heart.add(wishes.get(i));
        units += wishes.get(i).units;
      }
      if (units <= capacity) {
        return;
      }
      for (Wish wish :
          heart.stream().sorted(Comparator.comparingDouble(each -> each.share)).toList()) {
        if (units - wish.units > capacity) {
          heart.remove(wish);
          units -= wish.units;
        }
      }
      most = heart.size() - 1;
      fewest = new long[most + 1];
      Arrays.fill(fewest, 1, fewest.length, Integer.MAX_VALUE);
      heart.forEach(wish -> add(wish, 1));
      for (Wish wish : wishes) {
        if (!heart.contains(wish)) {
          add(wish, most - weightBeside(wish));
        }
      }
    }

    /** How much of the limit fits beside a wish that is granted. */
    private int weightBeside(Wish wish) {
      int weight = most;
      while (fewest[weight] > capacity - wish.units) {
        weight--;
      }
      return weight;
    }

    private void add(Wish wish, int weight) {
      if (weight > 0) {
        items.add(new Cut.Item(wish.request, wish.units, weight));
        weighed += weight * wish.share;
        for (int i = most; i >= weight; i--) {
          fewest[i] = Math.min(fewest[i], fewest[i - weight] + wish.units);
        }
      }
    }

    /** By what share of the limit what is taken weighs more. */
    private double broken() {
      return most == 0 ? 0 : (weighed - most) / most;
    }

    private Cut cut(int cell) {
      return new Cut(cell, most, items);
    }
  }
}
