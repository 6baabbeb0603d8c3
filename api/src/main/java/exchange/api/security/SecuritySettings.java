package exchange.api.security;

import java.nio.file.Path;

/**
 * How the exchange knows its members; an empty text means not set.
 *
 * @param tokenSigningKey EC P-256 private key that signs access tokens, as JWK or PEM
 * @param clientSecretKey 32 or more characters from which client secrets are derived
 * @param issuer name of the exchange in the tokens that it signs
 * @param externalIssuer address of another issuer whose tokens are accepted too
 * @param externalAudience what those tokens must be meant for, if anything
 * @param organizationClaim where those tokens have the organization's id
 * @param dataDirectory where keys are kept that nobody set
 * @param production whether keys must be set
 */
record SecuritySettings(
    String tokenSigningKey,
    String clientSecretKey,
    String issuer,
    String externalIssuer,
    String externalAudience,
    String organizationClaim,
    Path dataDirectory,
    boolean production) {

  /** Without the keys: a record's own text would show them in a log. */
  @Override
  public String toString() {
    return "SecuritySettings[" + issuer + "]";
  }
}
