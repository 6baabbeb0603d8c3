package exchange.core.event;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is to be sent to webhooks, and to e-mail addresses, which are webhooks of another kind. Any
 * number of nodes may send: each claims what it is about to send, and what a node has claimed and
 * is silent about is sent by another one, so that every message arrives at least once.
 */
public interface Deliveries {

  /** Of a webhook that the caller sees. */
  Mono<Page<Delivery>> page(UUID webhookId, Caller caller, Page.Query query);

  /**
   * Has a delivery sent again, as if it were new.
   *
   * @return as an error: {@code NOT_FOUND}, {@code WEBHOOK_DISABLED}
   */
  Mono<Delivery> redeliver(UUID webhookId, UUID id, Caller caller);

  /**
   * Takes deliveries that are due, and counts the attempt before it is made: one that ends the node
   * that makes it is not tried for ever. What has had all its tries, or whose webhook is gone, is
   * ended instead.
   */
  Flux<Dispatch> claim(Claim claim);

  /** Ends a dispatch that was received. Does nothing if the delivery was claimed anew since. */
  Mono<Void> delivered(Dispatch dispatch, String answer);

  /**
   * Keeps a failure in mind, under the same condition.
   *
   * @param again when to try again; nothing if that was the last try
   */
  Mono<Void> failed(Dispatch dispatch, String answer, Optional<Duration> again);

  /** Disables the webhook of a dispatch, whose address wants no more messages. */
  Mono<Void> refused(Dispatch dispatch, String answer);

  /**
   * Forgets deliveries that ended long ago.
   *
   * @param most at a time
   * @return how many
   */
  Mono<Integer> forget(Duration age, int most);

  /**
   * @param most deliveries altogether
   * @param mostEach of one webhook, so that no webhook keeps the others waiting
   * @param without webhooks that have to wait
   * @param lease how long they are left to the claimant
   * @param tries that a delivery has
   */
  record Claim(int most, int mostEach, Set<UUID> without, Duration lease, int tries) {}

  /**
   * One attempt to send an event to an address.
   *
   * @param attempt counted from 1
   * @param url of a webhook, or {@code mailto:} and an e-mail address
   * @param letter only to an e-mail address
   */
  record Dispatch(
      UUID deliveryId,
      int attempt,
      UUID webhookId,
      String url,
      Event event,
      Optional<Letter> letter) {}

  /**
   * What somebody is told beside an event.
   *
   * @param language {@code en} or {@code zh}
   * @param shownBy what has a page that shows it
   * @param awaited whether it is on this member to answer, still
   * @param answerBy until when
   */
  record Letter(String language, UUID shownBy, boolean awaited, Optional<Instant> answerBy) {}
}
