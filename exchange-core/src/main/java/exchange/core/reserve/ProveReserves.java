package exchange.core.reserve;

import exchange.core.member.Caller;
import exchange.core.reserve.MerkleSumTree.Leaf;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** Shows a member that its money is in the last statements. */
public final class ProveReserves {
  private final Reserves reserves;

  public ProveReserves(Reserves reserves) {
    this.reserves = reserves;
  }

  /** One proof for each currency that the member has. */
  public Flux<ReserveProof> prove(Caller caller) {
    UUID member = caller.organizationId();
    return reserves
        .lastWith(member)
        .concatMap(
            count -> reserves.find(count.id()).map(statement -> proof(statement, count, member)));
  }

  private static ReserveProof proof(ReserveStatement statement, Reserves.Count count, UUID member) {
    List<Leaf> leaves = count.leaves();
    int place = 0;
    while (!leaves.get(place).memberId().equals(member)) {
      place++;
    }
    return new ReserveProof(statement, leaves.get(place), new MerkleSumTree(leaves).path(place));
  }
}
