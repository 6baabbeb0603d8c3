package exchange.core.recount;

import exchange.core.values.Page;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Counts the books anew. Finds what is wrong and never mends it: that would hide why. */
public interface Recounts {
  /**
   * Counts, unless that was done less than {@code every} ago or is being done.
   *
   * @return the new recount; empty if there was none
   */
  Mono<Recount> recount(Duration every);

  /** The last ones, newest first. */
  Mono<Page<Recount>> page(Page.Query query);
}
