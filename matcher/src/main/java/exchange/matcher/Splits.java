package exchange.matcher;

import exchange.core.matching.MatchingProblem.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ways to put one request together from parts, far too many to list them all. */
final class Splits {
  private static final long NEVER = Long.MAX_VALUE / 4;

  /** The numbers of the parts, by stay and then by site. */
  private final List<List<int[]>> stays;

  private final int[] units;
  private final Split split;

  /**
   * @param parts the numbers of those that the request has
   * @param units of every part, by number
   * @param stay of a part; parts of different stays are not put together
   * @param site of a part; parts of one site neither
   */
  Splits(
      Split split,
      List<Integer> parts,
      int[] units,
      Function<Integer, ?> stay,
      Function<Integer, ?> site) {
    this.split = split;
    this.units = units;
    this.stays =
        grouped(parts, stay).stream()
            .map(each -> grouped(each, site).stream().map(Splits::numbers).toList())
            .toList();
  }

  private static Collection<List<Integer>> grouped(List<Integer> parts, Function<Integer, ?> by) {
    // Keeps the order of the parts, so that the same problem is always read the same way.
    return parts.stream()
        .collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  private static int[] numbers(List<Integer> parts) {
    return parts.stream().mapToInt(Integer::intValue).toArray();
  }

  /** All of them, or none when there are more than {@code most}. */
  List<int[]> all(int most) {
    List<int[]> found = new ArrayList<>();
    for (List<int[]> sites : stays) {
      extend(new int[0], sites, 0, split.quantity(), most, found);
    }
    return found.size() > most ? List.of() : found;
  }

  private void extend(
      int[] begun, List<int[]> sites, int site, int missing, int most, List<int[]> found) {
    if (missing == 0) {
      found.add(begun);
      return;
    }
    if (begun.length == split.mostSites()) {
      return;
    }
    for (int next = site; next < sites.size() && found.size() <= most; next++) {
      for (int part : sites.get(next)) {
        if (units[part] <= missing && found.size() <= most) {
          int[] longer = Arrays.copyOf(begun, begun.length + 1);
          longer[begun.length] = part;
          extend(longer, sites, next + 1, missing - units[part], most, found);
        }
      }
    }
  }

  /** The cheapest for each stay that has any. */
  List<int[]> cheapest(long[] price) {
    return stays.stream()
        .map(sites -> cheapest(sites, price))
        .filter(parts -> parts.length > 0)
        .toList();
  }

  /** The cheapest with so many parts and units, taken from more and more sites. */
  private int[] cheapest(List<int[]> sites, long[] price) {
    int most = Math.min(split.mostSites(), sites.size());
    int[] sums = sums(sites, most);
    long[][] least = new long[most + 1][sums.length];
    int[][][] last = new int[sites.size()][most + 1][sums.length];
    Arrays.stream(least).forEach(each -> Arrays.fill(each, NEVER));
    least[0][0] = 0;
    for (int site = 0; site < sites.size(); site++) {
      for (int parts = most; parts > 0; parts--) {
        Arrays.fill(last[site][parts], -1);
        for (int part : sites.get(site)) {
          for (int before = 0; before < sums.length; before++) {
            int sum = Arrays.binarySearch(sums, sums[before] + units[part]);
            long cost = least[parts - 1][before];
            if (sum >= 0 && cost < NEVER && cost + price[part] < least[parts][sum]) {
              least[parts][sum] = cost + price[part];
              last[site][parts][sum] = part;
            }
          }
        }
      }
    }
    int all = Arrays.binarySearch(sums, split.quantity());
    int parts = 0;
    for (int more = 1; all >= 0 && more <= most; more++) {
      parts = least[more][all] < least[parts][all] ? more : parts;
    }
    return traced(last, sums, parts);
  }

  /** What up to so many parts can add up to, which is little of what lies below the quantity. */
  private int[] sums(List<int[]> sites, int most) {
    int[] sizes =
        sites.stream().flatMapToInt(Arrays::stream).map(part -> units[part]).distinct().toArray();
    TreeSet<Integer> sums = new TreeSet<>(List.of(0));
    for (int parts = 0; parts < most; parts++) {
      for (int sum : List.copyOf(sums)) {
        for (int size : sizes) {
          if (size <= split.quantity() - sum) {
            sums.add(sum + size);
          }
        }
      }
    }
    return numbers(List.copyOf(sums));
  }

  private int[] traced(int[][][] last, int[] sums, int parts) {
    int[] found = new int[parts];
    int sum = split.quantity();
    int missing = parts;
    for (int site = last.length - 1; missing > 0; site--) {
      int part = last[site][missing][Arrays.binarySearch(sums, sum)];
      if (part >= 0) {
        found[--missing] = part;
        sum -= units[part];
      }
    }
    return found;
  }
}
