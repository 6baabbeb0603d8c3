package exchange.api.delivery;

import exchange.core.event.Deliveries;
import exchange.core.event.Deliveries.Claim;
import exchange.core.event.Deliveries.Dispatch;
import exchange.core.event.Deliveries.Letter;
import exchange.core.event.Event;
import exchange.core.event.EventKind;
import exchange.core.event.RetryDelays;
import exchange.core.event.WebhookSecrets;
import exchange.core.notice.Letters;
import exchange.core.notice.Mails;
import exchange.core.notice.Topic;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
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
 * Sends deliveries that are due, to webhooks and to e-mail addresses. Each gets a few messages at a
 * time and no more before those have ended, so that one whose address is slow takes few of the
 * places that all share.
 */
public final class DeliverySender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliverySender.class);
  private static final int PLACES = 128;
  private static final int PLACES_EACH = 16;
  private static final int LONGEST_ANSWER = 200;
  private static final int GONE = 410;

  /** What is sent and recorded in time is not claimed by another node. */
  private static final int LEASE_PER_PATIENCE = 3;

  private final Deliveries deliveries;
  private final WebhookSecrets secrets;
  private final WebhookClient client;
  private final Letters letters;
  private final Mails mails;
  private final RetryDelays delays;
  private final Duration patience;
  private final Clock clock;
  private final JsonMapper json;
  private final Map<UUID, Integer> underWay = new ConcurrentHashMap<>();
  private final Disposable.Composite sending = Disposables.composite();

  /**
   * @param patience with a call or a mail
   */
  public DeliverySender(
      Deliveries deliveries,
      WebhookSecrets secrets,
      WebhookClient client,
      Letters letters,
      Mails mails,
      RetryDelays delays,
      Duration patience,
      Clock clock,
      JsonMapper json) {
    this.deliveries = deliveries;
    this.secrets = secrets;
    this.client = client;
    this.letters = letters;
    this.mails = mails;
    this.delays = delays;
    this.patience = patience;
    this.clock = clock;
    this.json = json;
  }

  /** Begins to send what is due and there is room for, and does not wait for the answers. */
  public Mono<Void> send() {
    return Mono.defer(
        () -> {
          int free = PLACES - underWay.values().stream().mapToInt(each -> each).sum();
          Set<UUID> busy = Set.copyOf(underWay.keySet());
          Duration lease = patience.multipliedBy(LEASE_PER_PATIENCE);
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
    return dispatch
        .letter()
        .map(letter -> mail(dispatch, letter))
        .orElseGet(() -> call(dispatch))
        .onErrorResume(error -> Mono.just(Answer.of(error)))
        .flatMap(answer -> record(dispatch, answer))
        .onErrorResume(
            error -> {
              // Its lease will run out, and it be sent again.
              LOG.warn("Delivery {} is not recorded: {}", dispatch.deliveryId(), error.toString());
              return Mono.empty();
            });
  }

  private Mono<Answer> call(Dispatch dispatch) {
    return Mono.fromSupplier(
            () -> Message.of(dispatch, clock.instant(), secrets.of(dispatch.webhookId()), json))
        .flatMap(message -> client.post(dispatch.url(), message))
        .map(Answer::of);
  }

  /** Nobody is asked for an answer that has been given, or that is somebody else's to give. */
  private Mono<Answer> mail(Dispatch dispatch, Letter letter) {
    if (isQuestion(dispatch.event()) && !letter.awaited()) {
      return Mono.just(Answer.UNASKED);
    }
    return Mono.fromSupplier(() -> letters.write(dispatch))
        .flatMap(mails::send)
        .timeout(patience)
        .thenReturn(Answer.SENT)
        .onErrorResume(
            error -> {
              // How mails leave the exchange is no business of who waits for one.
              LOG.warn("Mail {} is not sent: {}", dispatch.deliveryId(), error.toString());
              return Mono.just(Answer.UNSENT);
            });
  }

  private static boolean isQuestion(Event event) {
    return Arrays.stream(EventKind.values())
        .filter(kind -> kind.name().equals(event.kind()))
        .anyMatch(kind -> Topic.of(kind) == Topic.ANSWERS);
  }

  private record Answer(State state, String text) {
    static final Answer SENT = new Answer(State.RECEIVED, "Sent");
    static final Answer UNSENT = new Answer(State.FAILED, "Could not be sent");
    static final Answer UNASKED = new Answer(State.RECEIVED, "Not sent: no answer is awaited");

    enum State {
      RECEIVED,
      /** It wants no more messages. */
      REFUSED,
      FAILED
    }

    static Answer of(int status) {
      State state =
          status >= 200 && status < 300
              ? State.RECEIVED
              : status == GONE ? State.REFUSED : State.FAILED;
      return new Answer(state, "HTTP " + status);
    }

    static Answer of(Throwable none) {
      String why =
          none instanceof UnknownHostException
              ? "the name is not known"
              : none instanceof TimeoutException
                  ? "not in time"
                  : String.valueOf(none.getMessage());
      String text = "No answer: " + why;
      return new Answer(State.FAILED, text.substring(0, Math.min(text.length(), LONGEST_ANSWER)));
    }
  }

  private Mono<Void> record(Dispatch dispatch, Answer answer) {
    return switch (answer.state()) {
      case RECEIVED -> deliveries.delivered(dispatch, answer.text());
      case REFUSED -> deliveries.refused(dispatch, answer.text());
      case FAILED -> {
        double chance = ThreadLocalRandom.current().nextDouble();
        yield deliveries.failed(dispatch, answer.text(), delays.after(dispatch.attempt(), chance));
      }
    };
  }

  /** Lets go of what is under way; it is sent again when its lease has run out. */
  @Override
  public void close() {
    sending.dispose();
  }
}
