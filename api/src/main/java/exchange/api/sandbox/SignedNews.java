package exchange.api.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import exchange.core.card.CardNews;
import exchange.core.card.CardPayment;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.text.ParseException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** News as they travel: JSON in a JWS whose HMAC both sides can work out. */
final class SignedNews {
  private static final JsonMapper JSON = new JsonMapper();

  private final byte[] secret;

  /**
   * @param secret 32 bytes or more
   */
  SignedNews(byte[] secret) {
    this.secret = secret.clone();
  }

  String write(String json) {
    JWSObject signed = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(json));
    try {
      signed.sign(new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException("the secret signs nothing", e);
    }
    return signed.serialize();
  }

  /**
   * @throws exchange.core.values.RefusedException {@code CALLBACK_REFUSED}
   */
  CardNews read(String callback) {
    try {
      JWSObject signed = JWSObject.parse(callback);
      if (signed.verify(new MACVerifier(secret))) {
        return news(JSON.readTree(signed.getPayload().toString()));
      }
    } catch (ParseException | JOSEException unreadable) {
      // Not from anybody who has the secret.
    }
    throw Refusal.of(RefusalCode.CALLBACK_REFUSED);
  }

  static CardNews news(JsonNode json) {
    return new CardNews(
        UUID.fromString(json.path("paymentId").asString()),
        CardPayment.State.valueOf(json.path("state").asString()),
        Optional.of(json.path("reason").asString("")).filter(reason -> !reason.isEmpty()),
        OffsetDateTime.parse(json.path("at").asString()).toInstant());
  }
}
