package exchange.core.member;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * One intent of one caller, however often it is sent. Travels in the subscriber's context, so that
 * a store can keep the answer in the same transaction as the change.
 *
 * @param route method and path, such as {@code POST /v1/listings}
 * @param key the caller's Idempotency-Key
 * @param bodyHash what tells one body from another
 */
public record Attempt(UUID caller, String route, String key, String bodyHash) {

  /** The id of whatever this attempt creates: the same for every repetition. */
  public UUID id() {
    String scope = caller + "\n" + route + "\n" + key;
    return UUID.nameUUIDFromBytes(scope.getBytes(StandardCharsets.UTF_8));
  }

  public Context in(ContextView context) {
    return Context.of(context).put(Attempt.class, this);
  }
}
