package exchange.core.reserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.core.reserve.MerkleSumTree.Leaf;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class MerkleSumTreeTest {
  private static List<Leaf> leaves(int count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(i -> new Leaf(new UUID(0, i), "salt " + i, i))
        .toList();
  }

  private static ReserveProof proof(MerkleSumTree tree, Leaf leaf, int place) {
    Money sum = Money.ofMinor(CurrencyUnit.USD, tree.root().sum());
    ReserveStatement statement =
        new ReserveStatement(new UUID(0, 0), Instant.EPOCH, sum, sum, 1, tree.root().hash());
    return new ReserveProof(statement, leaf, tree.path(place));
  }

  @Test
  void everyPathLeadsToTheRoot() {
    for (int count = 1; count <= 20; count++) {
      List<Leaf> leaves = leaves(count);
      MerkleSumTree tree = new MerkleSumTree(leaves);
      assertThat(tree.root().sum()).isEqualTo(count * (count + 1L) / 2);
      for (int i = 0; i < count; i++) {
        assertThat(proof(tree, leaves.get(i), i).holds()).isTrue();
      }
    }
  }

  @Test
  void oneUnitMoreLeadsElsewhere() {
    List<Leaf> leaves = leaves(7);
    MerkleSumTree tree = new MerkleSumTree(leaves);
    Leaf third = leaves.get(2);
    Leaf more = new Leaf(third.memberId(), third.salt(), third.sum() + 1);
    assertThat(proof(tree, more, 2).holds()).isFalse();
    assertThat(new MerkleSumTree(List.of()).root().sum()).isZero();
    assertThatThrownBy(() -> new MerkleSumTree(List.of(new Leaf(new UUID(0, 1), "", -1))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
