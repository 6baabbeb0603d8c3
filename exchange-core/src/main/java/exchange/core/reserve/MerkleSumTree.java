package exchange.core.reserve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * A binary tree in which every node has the sum of all that is below it, so that nobody's balance
 * can be left out of the root without being left out of its own path. A node that has no neighbour
 * goes up as it is. Sums are minor units of one currency and never negative.
 *
 * <p>A leaf's hash is SHA-256 of {@code leaf|member|salt|sum}, a node's of {@code
 * node|hash|sum|hash|sum} of the two below it, both in hexadecimal.
 */
public final class MerkleSumTree {
  private final List<List<Node>> levels = new ArrayList<>();

  /**
   * @param salt lest balances be guessed from hashes
   */
  public record Leaf(UUID memberId, String salt, long sum) {
    Node node() {
      return new Node(sha256("leaf|" + memberId + "|" + salt + "|" + sum), sum);
    }
  }

  public record Node(String hash, long sum) {
    public Node {
      if (sum < 0) {
        throw new IllegalArgumentException("a balance below nothing");
      }
    }

    Node with(Node right) {
      return new Node(
          sha256("node|" + hash + "|" + sum + "|" + right.hash + "|" + right.sum),
          Math.addExact(sum, right.sum));
    }
  }

  /** One step up: what stands beside the node so far. */
  public record Step(Node beside, boolean onTheLeft) {}

  public MerkleSumTree(List<Leaf> leaves) {
    List<Node> level = leaves.stream().map(Leaf::node).toList();
    levels.add(level);
    while (level.size() > 1) {
      List<Node> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        Node left = level.get(i);
        above.add(i + 1 < level.size() ? left.with(level.get(i + 1)) : left);
      }
      levels.add(above);
      level = above;
    }
  }

  /** Of no leaves: nothing. */
  public Node root() {
    List<Node> top = levels.get(levels.size() - 1);
    return top.isEmpty() ? new Node(sha256("nothing"), 0) : top.get(0);
  }

  /** From a leaf to the root. */
  public List<Step> path(int leaf) {
    List<Step> path = new ArrayList<>();
    int at = leaf;
    for (List<Node> level : levels) {
      int beside = at ^ 1;
      if (beside < level.size()) {
        path.add(new Step(level.get(beside), beside < at));
      }
      at /= 2;
    }
    return path;
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
