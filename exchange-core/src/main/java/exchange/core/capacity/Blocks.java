package exchange.core.capacity;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** What owners keep off the market. Blocked units are taken as leased ones are. */
public interface Blocks {

  /**
   * Takes the units on all of the days, or on none.
   *
   * @return as an error: {@code NOT_FOUND} unless it is the caller's listing, {@code
   *     CAPACITY_EXHAUSTED} with the first day on which fewer are free, as outside the window
   */
  Mono<Block> add(Block block, Caller caller);

  /**
   * Gives the units back.
   *
   * @return {@code NOT_FOUND} as an error unless it is the caller's and there still
   */
  Mono<Block> remove(UUID id, Caller caller);

  /** Those that are there still. */
  Mono<Page<Block>> page(UUID listingId, Page.Query query);
}
