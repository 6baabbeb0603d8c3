package exchange.api.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the key that signs access tokens. */
final class SigningKeys {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

  private SigningKeys() {}

  /**
   * @param text a private EC P-256 key as JWK or as PKCS#8 in PEM, whose line ends may be written
   *     as {@code \n}
   */
  static ECKey parse(String text) {
    try {
      ECKey key = text.strip().startsWith("{") ? ECKey.parse(text) : pem(text);
      if (key.isPrivate() && key.getCurve().equals(Curve.P_256)) {
        return new ECKey.Builder(key)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.ES256)
            .keyIDFromThumbprint()
            .build();
      }
    } catch (ParseException
        | JOSEException
        | GeneralSecurityException
        | IllegalArgumentException
        | IllegalStateException e) {
      // Said below, without the key and without what a parser quotes of it.
    }
    throw new MissingKeysException(
        "EXCHANGE_TOKEN_SIGNING_KEY is no private EC P-256 key: set a JWK, or the PEM that 'openssl"
            + " genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256' prints.");
  }

  private static ECKey pem(String text) throws GeneralSecurityException {
    Matcher block = PEM.matcher(text.replace("\\n", "\n"));
    if (!block.find()) {
      throw new IllegalArgumentException("no PEM");
    }
    KeyFactory keys = KeyFactory.getInstance("EC");
    byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
    ECPrivateKey secret = (ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(encoded));
    ECPublicKeySpec open =
        new ECPublicKeySpec(
            EllipticCurves.multiplied(secret.getParams(), secret.getS()), secret.getParams());
    return new ECKey.Builder(Curve.P_256, (ECPublicKey) keys.generatePublic(open))
        .privateKey(secret)
        .build();
  }
}
