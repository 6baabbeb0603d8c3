package exchange.core.event;

import exchange.core.member.Caller;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** A member names an address that is to be told of events. */
public final class RegisterWebhook {
  private final Webhooks webhooks;
  private final WebhookAddresses addresses;
  private final int most;

  /**
   * @param most webhooks that a member may have
   */
  public RegisterWebhook(Webhooks webhooks, WebhookAddresses addresses, int most) {
    this.webhooks = webhooks;
    this.addresses = addresses;
    this.most = most;
  }

  /**
   * @param kinds of events; empty for all
   * @return as an error: {@code VALIDATION_FAILED}, {@code WEBHOOK_ADDRESS_REFUSED}, {@code
   *     WEBHOOK_LIMIT_REACHED}
   */
  public Mono<Webhook> register(Caller caller, UUID id, String url, Set<EventKind> kinds) {
    addresses.require(url);
    return webhooks.add(
        new Webhook(
            id, caller.organizationId(), caller.isOperator(), url, kinds, Webhook.State.ENABLED),
        most);
  }
}
