package exchange.core.event;

import java.util.UUID;

/** The keys that messages are signed with. */
public interface WebhookSecrets {

  /** {@code whsec_} and the key in base64: the same however often it is asked for. */
  String of(UUID webhookId);
}
