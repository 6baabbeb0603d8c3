package exchange.core.event;

import java.time.Instant;
import java.util.UUID;

/**
 * One change of the books.
 *
 * @param kind the name of an {@link EventKind}, or of one that only a newer node knows
 * @param subjectId of what changed
 */
public record Event(UUID id, Instant at, String kind, UUID subjectId) {}
