package exchange.core.event;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import reactor.core.publisher.Mono;

/** Every change, kept in the transaction that made it. */
public interface Events {

  /** Those of things that the caller is party to, all for an operator. */
  Mono<Page<Event>> page(Caller caller, Page.Query query);
}
