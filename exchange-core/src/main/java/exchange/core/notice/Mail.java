package exchange.core.notice;

import java.time.Instant;

/**
 * An e-mail.
 *
 * @param id the same for the same event and address, so that whoever gets it twice can tell
 * @param at when what it tells of happened
 */
public record Mail(
    String id, String to, String subject, String text, String language, Instant at) {}
