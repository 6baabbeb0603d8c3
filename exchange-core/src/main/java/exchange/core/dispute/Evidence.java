package exchange.core.dispute;

import java.util.UUID;

/**
 * A file of a party's, without its content.
 *
 * @param name as the party calls it
 * @param size in bytes
 * @param sha256 of the content, in hexadecimal
 */
public record Evidence(UUID id, String name, EvidenceType type, int size, String sha256) {}
