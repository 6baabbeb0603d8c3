package exchange.core.member;

import java.util.UUID;

/**
 * What a machine of a member signs in with.
 *
 * @param secretHash the hash that the secret is checked against; the secret itself is not kept
 */
public record Credential(String clientId, UUID organizationId, String secretHash) {}
