package exchange.core.event;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One event on its way to one webhook.
 *
 * @param attempts to send it, since it was last asked for
 * @param answer the last one, or why there was none
 * @param nextTry while it is pending
 */
public record Delivery(
    UUID id,
    Event event,
    State state,
    int attempts,
    Optional<String> answer,
    Optional<Instant> nextTry) {

  /** Failed ones are not tried again, unless somebody asks for it. */
  public enum State {
    PENDING,
    DELIVERED,
    FAILED
  }
}
