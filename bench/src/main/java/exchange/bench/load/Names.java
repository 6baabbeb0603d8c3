package exchange.bench.load;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The ids of what {@link Books} has made, as PostgreSQL's {@code md5('quote 7')::uuid}. */
final class Names {
  private Names() {}

  static String id(String what, int number) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5")
              .digest((what + " " + number).getBytes(StandardCharsets.US_ASCII));
      String hex = "%032x".formatted(new BigInteger(1, digest));
      return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
