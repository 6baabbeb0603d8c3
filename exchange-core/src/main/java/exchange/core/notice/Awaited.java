package exchange.core.notice;

import exchange.core.event.EventKind;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An answer that a member owes and may still give.
 *
 * @param kind of the event that asked for it
 * @param shownBy where it can be given, see {@link Notice}
 * @param answerBy from then on it is too late; empty if it has no deadline
 */
public record Awaited(EventKind kind, UUID subjectId, UUID shownBy, Optional<Instant> answerBy) {}
