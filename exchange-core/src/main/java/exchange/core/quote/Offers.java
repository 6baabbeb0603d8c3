package exchange.core.quote;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Every slot with what is free there, and how to keep up with it. */
public interface Offers {

  /** Every open offer, ordered by id. Those that change meanwhile may come as they were. */
  Flux<Offer> open();

  /**
   * The offers that changed since {@code mark}, as they are now, closed ones too. No change is left
   * out; one may come twice.
   *
   * @param mark that the last call gave; 0 gives every change on record
   */
  Mono<Changes> since(long mark);

  /** From where the next call goes on. */
  Mono<Long> mark();

  /**
   * What happened up to {@code mark}.
   *
   * @param mark to ask with the next time
   * @param blacklisted all members who are on the blacklist now, whose offers are not to be shown
   */
  record Changes(long mark, List<Offer> offers, Set<UUID> blacklisted) {
    public Changes {
      offers = List.copyOf(offers);
      blacklisted = Set.copyOf(blacklisted);
    }
  }
}
