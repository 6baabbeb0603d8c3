package exchange.api.delivery;

import exchange.api.wire.WebhookMessage;
import exchange.api.wire.WebhookMessageData;
import exchange.core.event.Deliveries.Dispatch;
import exchange.core.event.Event;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as it is sent, signed by the Standard Webhooks scheme.
 *
 * @param id the same whenever this event is sent to this webhook
 * @param timestamp seconds since 1970
 */
record Message(String id, String timestamp, String signature, String body) {
  private static final String SECRET_PREFIX = "whsec_";

  static Message of(Dispatch dispatch, Instant now, String secret, JsonMapper json) {
    String id = dispatch.deliveryId().toString();
    String timestamp = Long.toString(now.getEpochSecond());
    String body = json.writeValueAsString(wire(dispatch.event()));
    return new Message(
        id, timestamp, "v1," + sign(secret, id + "." + timestamp + "." + body), body);
  }

  private static WebhookMessage wire(Event event) {
    return new WebhookMessage(
        event.kind(),
        event.at().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC),
        new WebhookMessageData(event.id(), event.subjectId()));
  }

  private static String sign(String secret, String text) {
    try {
      byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
