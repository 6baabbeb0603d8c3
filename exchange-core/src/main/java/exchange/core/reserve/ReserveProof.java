package exchange.core.reserve;

import exchange.core.reserve.MerkleSumTree.Leaf;
import exchange.core.reserve.MerkleSumTree.Step;
import java.util.List;

/** That a member's balance is in a statement. */
public record ReserveProof(ReserveStatement statement, Leaf leaf, List<Step> path) {}
