package exchange.api.webhooks;

import exchange.core.event.Deliveries;
import exchange.core.event.Deliveries.Claim;
import exchange.core.event.Deliveries.Dispatch;
import exchange.core.event.RetryDelays;
import exchange.core.event.WebhookSecrets;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends deliveries that are due. A webhook gets a few messages at a time and no more before those
 * have ended, so that one whose address is slow takes few of the places that all share.
 */
public final class WebhookSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
  private static final int PLACES = 128;
  private static final int PLACES_EACH = 16;
  private static final int LONGEST_ANSWER = 200;
  private static final int GONE = 410;

  /** What is sent and recorded in time is not claimed by another node. */
  private static final int LEASE_PER_PATIENCE = 3;

  private final Deliveries deliveries;
  private final WebhookSecrets secrets;
  private final WebhookClient client;
  private final RetryDelays delays;
  private final Duration lease;
  private final Clock clock;
  private final JsonMapper json;
  private final Map<UUID, Integer> underWay = new ConcurrentHashMap<>();
  private final Disposable.Composite sending = Disposables.composite();

  /**
   * @param patience of the client
   */
  public WebhookSender(
      Deliveries deliveries,
      WebhookSecrets secrets,
      WebhookClient client,
      RetryDelays delays,
      Duration patience,
      Clock clock,
      JsonMapper json) {
    this.deliveries = deliveries;
    this.secrets = secrets;
    this.client = client;
    this.delays = delays;
    this.lease = patience.multipliedBy(LEASE_PER_PATIENCE);
    this.clock = clock;
    this.json = json;
  }

  /** Begins to send what is due and there is room for, and does not wait for the answers. */
  public Mono<Void> send() {
    return Mono.defer(
        () -> {
          int free = PLACES - underWay.values().stream().mapToInt(each -> each).sum();
          Set<UUID> busy = Set.copyOf(underWay.keySet());
          return free <= 0
              ? Mono.empty()
              : deliveries
                  .claim(new Claim(free, PLACES_EACH, busy, lease, delays.tries()))
                  .doOnNext(this::begin)
                  .then();
        });
  }

  private void begin(Dispatch dispatch) {
    underWay.merge(dispatch.webhookId(), 1, Integer::sum);
    Disposable.Swap one = Disposables.swap();
    sending.add(one);
    one.update(
        attempt(dispatch)
            .doFinally(
                how -> {
                  underWay.computeIfPresent(
                      dispatch.webhookId(), (id, count) -> count == 1 ? null : count - 1);
                  sending.remove(one);
                })
            .subscribe());
  }

  private Mono<Void> attempt(Dispatch dispatch) {
    return Mono.fromSupplier(
            () -> Message.of(dispatch, clock.instant(), secrets.of(dispatch.webhookId()), json))
        .flatMap(message -> client.post(dispatch.url(), message))
        .map(Answer::of)
        .onErrorResume(error -> Mono.just(Answer.of(error)))
        .flatMap(answer -> record(dispatch, answer))
        .onErrorResume(
            error -> {
              // Its lease will run out, and it be sent again.
              LOG.warn("Delivery {} is not recorded: {}", dispatch.deliveryId(), error.toString());
              return Mono.empty();
            });
  }

  private record Answer(int status, String text) {
    static Answer of(int status) {
      return new Answer(status, "HTTP " + status);
    }

    static Answer of(Throwable none) {
      String why =
          none instanceof UnknownHostException
              ? "the name is not known"
              : none instanceof TimeoutException
                  ? "not in time"
                  : String.valueOf(none.getMessage());
      String text = "No answer: " + why;
      return new Answer(0, text.substring(0, Math.min(text.length(), LONGEST_ANSWER)));
    }
  }

  private Mono<Void> record(Dispatch dispatch, Answer answer) {
    if (answer.status() >= 200 && answer.status() < 300) {
      return deliveries.delivered(dispatch, answer.text());
    }
    if (answer.status() == GONE) {
      return deliveries.refused(dispatch, answer.text());
    }
    double chance = ThreadLocalRandom.current().nextDouble();
    return deliveries.failed(dispatch, answer.text(), delays.after(dispatch.attempt(), chance));
  }

  /** Lets go of what is under way; it is sent again when its lease has run out. */
  @Override
  public void close() {
    sending.dispose();
  }
}
