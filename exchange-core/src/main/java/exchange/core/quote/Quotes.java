package exchange.core.quote;

import exchange.core.member.Caller;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The quotes given; the exporter who asked sees them, and an operator. */
public interface Quotes {

  /** Keeps a set of quotes together with what it says of the slots that gave none. */
  Mono<QuoteSet> add(QuoteSet quotes);

  /** Empty when it does not exist or the caller may not see it. */
  Mono<Quote> find(UUID id, Caller caller);

  /**
   * The answer to one request.
   *
   * @param quotes cheapest landed cost first
   * @param objections for each rule that stopped listings, how many it stopped and one example
   */
  record QuoteSet(
      UUID id, UUID requestId, UUID exporterId, List<Quote> quotes, List<Stopped> objections) {
    public QuoteSet {
      quotes = List.copyOf(quotes);
      objections = List.copyOf(objections);
    }
  }

  /** How many listings one rule stopped, with one of the objections. */
  record Stopped(Objection example, int listings) {}
}
