package exchange.core.reserve;

import exchange.core.reserve.MerkleSumTree.Leaf;
import exchange.core.reserve.MerkleSumTree.Node;
import exchange.core.reserve.MerkleSumTree.Step;
import java.util.List;

/** That a member's balance is in a statement. */
public record ReserveProof(ReserveStatement statement, Leaf leaf, List<Step> path) {

  /** What the leaf and its path come to; another than the statement's root proves nothing. */
  public Node root() {
    Node node = leaf.node();
    for (Step step : path) {
      node = step.onTheLeft() ? step.beside().with(node) : node.with(step.beside());
    }
    return node;
  }

  /** Whether the balance is among what the statement says is owed. */
  public boolean holds() {
    return root().equals(new Node(statement.root(), statement.liabilities().getAmountMinorLong()));
  }
}
