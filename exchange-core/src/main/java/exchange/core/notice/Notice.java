package exchange.core.notice;

import exchange.core.event.Event;
import java.util.UUID;

/**
 * An event as one of its parties is told of it.
 *
 * @param position grows from event to event
 * @param shownBy what has a page that shows it: its subject, or the contract that this belongs to
 */
public record Notice(long position, Event event, UUID shownBy, boolean unread) {}
