package exchange.matcher;

import java.util.stream.IntStream;

/** Numbers that are joined, two by two, into groups. */
final class Groups {
  /** For each number another one of its group, or itself. */
  private final int[] parent;

  /** Each number from 0 up to, not including, {@code size} by itself. */
  Groups(int size) {
    this.parent = IntStream.range(0, size).toArray();
  }

  void join(int one, int other) {
    parent[of(one)] = of(other);
  }

  /** The number that stands for the group of this one. */
  int of(int number) {
    int root = number;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }
}
