package exchange.api.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Secrets that are made from one key whenever they are needed, and kept nowhere. */
final class DerivedSecrets {
  private final byte[] key;

  DerivedSecrets(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param use what it is for, so that no secret serves two ends
   * @return 32 bytes
   */
  byte[] of(String use, String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
      return mac.doFinal((use + "\n" + name).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
