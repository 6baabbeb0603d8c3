package exchange.core.reserve;

import exchange.core.reserve.MerkleSumTree.Leaf;
import exchange.core.values.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What members had at stated instants, and the statements about it. */
public interface Reserves {

  /**
   * All members' balances in a currency at one instant: wallets, and what is held for leases until
   * it is the owner's.
   */
  record Count(UUID id, Instant at, Money bank, List<Leaf> leaves) {
    public Count {
      leaves = List.copyOf(leaves);
    }
  }

  /**
   * Counts, in each currency, unless that was done less than {@code every} ago.
   *
   * @return how many currencies
   */
  Mono<Integer> count(Duration every);

  /** The counts that no statement was made of yet. */
  Flux<Count> unstated();

  /** Makes the statement of a count, once. */
  Mono<ReserveStatement> state(ReserveStatement statement);

  Mono<Page<ReserveStatement>> page(Page.Query query);

  /** The counts of the last statement in each currency that has the member. */
  Flux<Count> lastWith(UUID memberId);

  Mono<ReserveStatement> find(UUID id);
}
