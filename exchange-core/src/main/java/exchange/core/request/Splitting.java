package exchange.core.request;

import exchange.core.values.Refusal;
import java.util.List;
import java.util.TreeSet;

/**
 * How a request may be served in parts.
 *
 * @param smallestPart units that every part has at least, 1 or more
 * @param mostSites over how many sites the parts may lie
 */
public record Splitting(int smallestPart, int mostSites) {
  public static final int MOST_SITES = 8;

  /** More sizes would be many more ways to put a request together, and hardly better ones. */
  private static final int MOST_SIZES = 8;

  public Splitting {
    if (smallestPart < 1) {
      throw Refusal.invalid("splitting.smallestPart", "must be 1 or more");
    }
    if (mostSites < 2 || mostSites > MOST_SITES) {
      throw Refusal.invalid("splitting.mostSites", "must lie between 2 and " + MOST_SITES);
    }
  }

  /**
   * The sizes that a part may have, smallest first: multiples of the smallest part, and what each
   * leaves of the quantity. Where those are too many, multiples of a multiple of it.
   */
  List<Integer> sizes(int quantity) {
    int largest = quantity - smallestPart;
    if (largest < smallestPart) {
      return List.of();
    }
    int times = Math.max(1, largest / smallestPart / (MOST_SIZES + 1));
    TreeSet<Integer> sizes = sizes(quantity, times * smallestPart);
    while (sizes.size() > MOST_SIZES) {
      times++;
      sizes = sizes(quantity, times * smallestPart);
    }
    return List.copyOf(sizes);
  }

  private TreeSet<Integer> sizes(int quantity, int grain) {
    TreeSet<Integer> sizes = new TreeSet<>();
    for (int size = grain; size <= quantity - smallestPart; size += grain) {
      sizes.add(size);
      sizes.add(quantity - size);
    }
    return sizes;
  }
}
