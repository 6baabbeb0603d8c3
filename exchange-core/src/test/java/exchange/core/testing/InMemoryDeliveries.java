package exchange.core.testing;

import exchange.core.event.Deliveries;
import exchange.core.event.Delivery;
import exchange.core.event.Delivery.State;
import exchange.core.event.Event;
import exchange.core.event.EventKind;
import exchange.core.event.Webhook;
import exchange.core.member.Caller;
import exchange.core.notice.LostMail;
import exchange.core.testing.InMemoryNotices.Mailbox;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class InMemoryDeliveries implements Deliveries {
  final InMemoryWebhooks webhooks;
  private final Books books;
  private final Map<UUID, Sent> all = new LinkedHashMap<>();

  InMemoryDeliveries(Books books) {
    this.books = books;
    this.webhooks = new InMemoryWebhooks(books);
  }

  /**
   * @param endedAt meaningless while it is pending
   */
  private record Sent(UUID webhookId, Delivery delivery, Instant endedAt) {}

  void fanOut(Event event, List<UUID> parties) {
    for (Webhook webhook : webhooks.all()) {
      boolean wanted =
          webhook.kinds().isEmpty() || webhook.kinds().contains(EventKind.valueOf(event.kind()));
      if (webhook.state() == Webhook.State.ENABLED
          && wanted
          && (webhook.toldOfAll() || parties.contains(webhook.organizationId()))) {
        put(webhook.id(), pending(event));
      }
    }
    for (Mailbox mailbox : books.notices.wanting(event, parties)) {
      put(mailbox.id(), pending(event));
    }
  }

  private static Delivery pending(Event event) {
    return new Delivery(
        UUID.randomUUID(), event, State.PENDING, 0, Optional.empty(), Optional.of(event.at()));
  }

  /** Of an e-mail address, newest first. */
  List<LostMail> lost(Mailbox mailbox) {
    List<LostMail> lost = new ArrayList<>();
    for (Sent each : all.values()) {
      Delivery delivery = each.delivery();
      if (each.webhookId().equals(mailbox.id()) && delivery.state() == State.FAILED) {
        lost.add(
            0,
            new LostMail(mailbox.address(), delivery.event(), delivery.answer(), each.endedAt()));
      }
    }
    return lost;
  }

  private Delivery put(UUID webhookId, Delivery delivery) {
    all.put(delivery.id(), new Sent(webhookId, delivery, books.clock.instant()));
    return delivery;
  }

  @Override
  public Mono<Page<Delivery>> page(UUID webhookId, Caller caller, Page.Query query) {
    return books.read(
        () ->
            Books.page(
                    all.values(),
                    each ->
                        each.webhookId().equals(webhookId)
                            && webhooks.seen(webhookId, caller) != null,
                    query)
                .map(Sent::delivery));
  }

  @Override
  public Mono<Delivery> redeliver(UUID webhookId, UUID id, Caller caller) {
    return books.change(
        () -> {
          Sent found = all.get(id);
          if (found == null
              || !found.webhookId().equals(webhookId)
              || webhooks.seen(webhookId, caller) == null) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          if (webhooks.enabled(webhookId) == null) {
            throw Refusal.of(RefusalCode.WEBHOOK_DISABLED);
          }
          return put(
              webhookId,
              new Delivery(
                  id,
                  found.delivery().event(),
                  State.PENDING,
                  0,
                  found.delivery().answer(),
                  Optional.of(books.clock.instant())));
        });
  }

  @Override
  public Flux<Dispatch> claim(Claim claim) {
    return books
        .read(
            () -> {
              Instant now = books.clock.instant();
              Map<UUID, Integer> taken = new HashMap<>();
              List<Dispatch> claimed = new ArrayList<>();
              for (Sent each : List.copyOf(all.values())) {
                Delivery delivery = each.delivery();
                boolean due = delivery.nextTry().filter(at -> !at.isAfter(now)).isPresent();
                if (due
                    && !claim.without().contains(each.webhookId())
                    && claimed.size() < claim.most()
                    && taken.merge(each.webhookId(), 1, Integer::sum) <= claim.mostEach()) {
                  take(each, claim).ifPresent(claimed::add);
                }
              }
              return claimed;
            })
        .flatMapIterable(claimed -> claimed);
  }

  private Optional<Dispatch> take(Sent sent, Claim claim) {
    Delivery delivery = sent.delivery();
    Webhook webhook = webhooks.enabled(sent.webhookId());
    Optional<Mailbox> mailbox = books.notices.mailbox(sent.webhookId());
    Optional<String> url =
        mailbox.map(Mailbox::url).or(() -> Optional.ofNullable(webhook).map(Webhook::url));
    if (url.isEmpty() || delivery.attempts() >= claim.tries()) {
      end(sent, State.FAILED, delivery.answer());
      return Optional.empty();
    }
    int attempt = delivery.attempts() + 1;
    Instant lease = books.clock.instant().plus(claim.lease());
    put(
        sent.webhookId(),
        new Delivery(
            delivery.id(),
            delivery.event(),
            State.PENDING,
            attempt,
            delivery.answer(),
            Optional.of(lease)));
    return Optional.of(
        new Dispatch(
            delivery.id(),
            attempt,
            sent.webhookId(),
            url.get(),
            delivery.event(),
            mailbox.map(each -> books.notices.letter(each, delivery.event()))));
  }

  private void end(Sent sent, State state, Optional<String> answer) {
    Delivery delivery = sent.delivery();
    put(
        sent.webhookId(),
        new Delivery(
            delivery.id(), delivery.event(), state, delivery.attempts(), answer, Optional.empty()));
  }

  private Optional<Sent> stillClaimed(Dispatch dispatch) {
    return Optional.ofNullable(all.get(dispatch.deliveryId()))
        .filter(each -> each.delivery().state() == State.PENDING)
        .filter(each -> each.delivery().attempts() == dispatch.attempt());
  }

  @Override
  public Mono<Void> delivered(Dispatch dispatch, String answer) {
    return books
        .read(
            () -> {
              stillClaimed(dispatch)
                  .ifPresent(each -> end(each, State.DELIVERED, Optional.of(answer)));
              return dispatch;
            })
        .then();
  }

  @Override
  public Mono<Void> failed(Dispatch dispatch, String answer, Optional<Duration> again) {
    return books
        .read(
            () -> {
              stillClaimed(dispatch).ifPresent(each -> fail(each, answer, again));
              return dispatch;
            })
        .then();
  }

  private void fail(Sent sent, String answer, Optional<Duration> again) {
    if (again.isEmpty()) {
      end(sent, State.FAILED, Optional.of(answer));
      return;
    }
    Delivery delivery = sent.delivery();
    put(
        sent.webhookId(),
        new Delivery(
            delivery.id(),
            delivery.event(),
            State.PENDING,
            delivery.attempts(),
            Optional.of(answer),
            again.map(books.clock.instant()::plus)));
  }

  @Override
  public Mono<Void> refused(Dispatch dispatch, String answer) {
    return books
        .read(
            () -> {
              stillClaimed(dispatch)
                  .ifPresent(each -> end(each, State.FAILED, Optional.of(answer)));
              Webhook webhook = webhooks.enabled(dispatch.webhookId());
              if (webhook != null) {
                webhooks.disable(webhook);
              }
              return dispatch;
            })
        .then();
  }

  @Override
  public Mono<Integer> forget(Duration age, int most) {
    return books.read(
        () -> {
          Instant before = books.clock.instant().minus(age);
          List<UUID> old =
              all.values().stream()
                  .filter(each -> each.delivery().state() != State.PENDING)
                  .filter(each -> each.endedAt().isBefore(before))
                  .limit(most)
                  .map(each -> each.delivery().id())
                  .toList();
          old.forEach(all::remove);
          return old.size();
        });
  }
}
