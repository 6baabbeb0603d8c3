package exchange.core.reserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.core.reserve.MerkleSumTree.Leaf;
import exchange.core.reserve.MerkleSumTree.Node;
import exchange.core.reserve.MerkleSumTree.Step;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MerkleSumTreeTest {
  private static List<Leaf> leaves(int count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(i -> new Leaf(new UUID(0, i), "salt " + i, i))
        .toList();
  }

  private static Node up(Leaf leaf, List<Step> path) {
    Node node = leaf.node();
    for (Step step : path) {
      node = step.onTheLeft() ? step.beside().with(node) : node.with(step.beside());
    }
    return node;
  }

  @Test
  void everyPathLeadsToTheRoot() {
    for (int count = 1; count <= 20; count++) {
      List<Leaf> leaves = leaves(count);
      MerkleSumTree tree = new MerkleSumTree(leaves);
      assertThat(tree.root().sum()).isEqualTo(count * (count + 1L) / 2);
      for (int i = 0; i < count; i++) {
        assertThat(up(leaves.get(i), tree.path(i))).isEqualTo(tree.root());
      }
    }
  }

  @Test
  void oneUnitMoreLeadsElsewhere() {
    List<Leaf> leaves = leaves(7);
    MerkleSumTree tree = new MerkleSumTree(leaves);
    Leaf third = leaves.get(2);
    Leaf more = new Leaf(third.memberId(), third.salt(), third.sum() + 1);
    assertThat(up(more, tree.path(2))).isNotEqualTo(tree.root());
    assertThat(new MerkleSumTree(List.of()).root().sum()).isZero();
    assertThatThrownBy(() -> new MerkleSumTree(List.of(new Leaf(new UUID(0, 1), "", -1))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
