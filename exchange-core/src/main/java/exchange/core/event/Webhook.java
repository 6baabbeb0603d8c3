package exchange.core.event;

import java.util.Set;
import java.util.UUID;

/**
 * An address that is told of events.
 *
 * @param toldOfAll whether of everybody's, as an operator's is, or only of those that its
 *     organization is party to
 * @param kinds which events; empty for all
 */
public record Webhook(
    UUID id,
    UUID organizationId,
    boolean toldOfAll,
    String url,
    Set<EventKind> kinds,
    State state) {

  public Webhook {
    kinds = Set.copyOf(kinds);
  }

  /** A removed one is not shown. */
  public enum State {
    ENABLED,
    /** Its address wants no more messages. */
    DISABLED
  }
}
