package exchange.core.request;

import exchange.core.member.Caller;
import exchange.core.request.LeaseRequest.State;
import exchange.core.values.Page;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What exporters ask for; an exporter sees its own, an operator all. */
public interface LeaseRequests {

  Mono<Filed> add(LeaseRequest request);

  /** Empty when it does not exist or the caller may not see it. */
  Mono<Filed> find(UUID id, Caller caller);

  Mono<Page<Filed>> page(Caller caller, Page.Query query);

  /**
   * Takes an open request off the market.
   *
   * @return as an error: {@code NOT_FOUND}, {@code REQUEST_NOT_OPEN}
   */
  Mono<Filed> withdraw(UUID id, Caller caller);

  /** Every request in state {@code OPEN}, ordered by id. */
  Flux<LeaseRequest> open();

  /** A request and whether it still looks for space. */
  record Filed(LeaseRequest request, State state) {}
}
