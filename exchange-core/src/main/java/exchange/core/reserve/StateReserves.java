package exchange.core.reserve;

import exchange.core.reserve.MerkleSumTree.Node;
import java.time.Duration;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** States from time to time what the exchange owes to its members. */
public final class StateReserves {
  private final Reserves reserves;
  private final Duration every;

  public StateReserves(Reserves reserves, Duration every) {
    this.reserves = reserves;
    this.every = every;
  }

  /**
   * @return how many statements were made
   */
  public Mono<Long> state() {
    return reserves
        .count(every)
        .thenMany(reserves.unstated())
        .concatMap(count -> reserves.state(statement(count)))
        .count();
  }

  private static ReserveStatement statement(Reserves.Count count) {
    Node root = new MerkleSumTree(count.leaves()).root();
    return new ReserveStatement(
        count.id(),
        count.at(),
        Money.ofMinor(count.bank().getCurrencyUnit(), root.sum()),
        count.bank(),
        count.leaves().size(),
        root.hash());
  }
}
