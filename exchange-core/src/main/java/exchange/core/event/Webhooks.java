package exchange.core.event;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Who wants to be told of events, and where. From its registration on, a webhook misses none. */
public interface Webhooks {

  /**
   * @param most how many an organization may have
   * @return {@code WEBHOOK_LIMIT_REACHED} as an error
   */
  Mono<Webhook> add(Webhook webhook, int most);

  /** If it is the caller's, or the caller is an operator; empty otherwise. */
  Mono<Webhook> find(UUID id, Caller caller);

  Mono<Page<Webhook>> page(Caller caller, Page.Query query);

  /**
   * @return {@code NOT_FOUND} as an error for what the caller does not see
   */
  Mono<Webhook> remove(UUID id, Caller caller);
}
