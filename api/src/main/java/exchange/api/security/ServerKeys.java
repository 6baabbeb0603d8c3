package exchange.api.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The two secrets that every node of one exchange shares.
 *
 * @param signing signs access tokens; its key id is its thumbprint
 * @param clientSecrets what client secrets are derived from
 */
record ServerKeys(ECKey signing, String clientSecrets) {
  private static final int LEAST_CHARACTERS = 32;

  /** The keys that are set, or for those that are not, the ones kept in the data directory. */
  static ServerKeys of(SecuritySettings settings) {
    List<String> missing =
        Stream.of(
                settings.tokenSigningKey().isBlank() ? "EXCHANGE_TOKEN_SIGNING_KEY" : "",
                settings.clientSecretKey().isBlank() ? "EXCHANGE_CLIENT_SECRET_KEY" : "")
            .filter(name -> !name.isEmpty())
            .toList();
    if (missing.isEmpty()) {
      return read(settings.tokenSigningKey(), settings.clientSecretKey());
    }
    if (settings.production()) {
      throw new MissingKeysException(
          "In production the exchange makes no keys of its own: set "
              + String.join(" and ", missing)
              + ", the same on every node.");
    }
    KeyFile.Kept kept = new KeyFile(settings.dataDirectory()).keep(ServerKeys::draw);
    return read(
        settings.tokenSigningKey().isBlank() ? kept.tokenSigningKey() : settings.tokenSigningKey(),
        settings.clientSecretKey().isBlank() ? kept.clientSecretKey() : settings.clientSecretKey());
  }

  private static ServerKeys read(String signing, String clientSecrets) {
    if (clientSecrets.length() < LEAST_CHARACTERS) {
      throw new MissingKeysException(
          "EXCHANGE_CLIENT_SECRET_KEY is too short: set "
              + LEAST_CHARACTERS
              + " random characters or more.");
    }
    return new ServerKeys(SigningKeys.parse(signing), clientSecrets);
  }

  private static KeyFile.Kept draw() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    try {
      return new KeyFile.Kept(
          new ECKeyGenerator(Curve.P_256).generate().toJSONString(),
          Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java platform makes no P-256 keys", e);
    }
  }

  /** Without the keys: a record's own text would show them in a log. */
  @Override
  public String toString() {
    return "ServerKeys[" + signing.getKeyID() + "]";
  }
}
