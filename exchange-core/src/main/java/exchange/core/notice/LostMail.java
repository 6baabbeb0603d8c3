package exchange.core.notice;

import exchange.core.event.Event;
import java.time.Instant;
import java.util.Optional;

/**
 * An e-mail that was given up after all its tries.
 *
 * @param answer why the last one failed, if its sender lived to tell
 */
public record LostMail(String address, Event event, Optional<String> answer, Instant at) {}
