package exchange.core.ledger;

import exchange.core.values.Page;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Every transfer once more, in the order in which it was seen to be committed. Each entry has the
 * SHA-256 of the entry before and of its own text, so that no past one can be changed unnoticed;
 * the head is told to everybody once a day, so that not all can be.
 */
public interface Journal {

  /**
   * Seals transfers that were committed, unless another node is doing so.
   *
   * @return how many
   */
  Mono<Integer> seal(int most);

  /** How many entries there are. */
  Mono<Long> length();

  /** Of those numbers, first and last included, the entries that are not what was sealed. */
  Flux<Long> wrongEntries(long from, long to);

  /** What is wrong beside the entries, in a sentence each. */
  Mono<List<String>> faults();

  Mono<Page<JournalEntry>> page(Page.Query query);

  Mono<Page<JournalAnchor>> anchors(Page.Query query);
}
