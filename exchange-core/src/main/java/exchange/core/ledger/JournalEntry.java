package exchange.core.ledger;

/**
 * @param number from 1, without gaps
 * @param text all that the transfer says
 * @param hash SHA-256 of the entry before, nothing for the first, and of the text in UTF-8; in
 *     hexadecimal
 */
public record JournalEntry(long number, String text, String hash) {}
