package exchange.api;

import static exchange.api.Partner.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import exchange.api.Receiver.Received;
import exchange.api.jobs.Job;
import exchange.client.ApiException;
import exchange.client.model.Delivery;
import exchange.client.model.DeliveryState;
import exchange.client.model.Event;
import exchange.client.model.EventKind;
import exchange.client.model.NewWebhook;
import exchange.client.model.RegisteredWebhook;
import exchange.client.model.Role;
import exchange.client.model.Warehouse;
import exchange.client.model.WebhookState;
import exchange.core.event.Deliveries;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events on their way from a change to a member's program. */
class WebhooksIT {
  private static final String[] SETTINGS = {
    "--exchange.webhooks.this-machine=true",
    "--exchange.webhooks.patience=1s",
    "--exchange.webhooks.retry-after=100ms, 100ms, 100ms",
  };

  private static RunningExchange exchange;

  private Partner owner;

  @BeforeAll
  static void open() {
    exchange = RunningExchange.start(SETTINGS);
  }

  @AfterAll
  static void stop() {
    exchange.close();
  }

  @BeforeEach
  void admit() throws ApiException {
    owner = member();
  }

  private static Partner member() throws ApiException {
    return exchange.operator().admit("Altona Lager KG", "DE", Role.OWNER);
  }

  private RegisteredWebhook register(Receiver receiver, EventKind... kinds) throws ApiException {
    return owner.webhooks.registerWebhook(
        key(), new NewWebhook().url(receiver.url()).kinds(List.of(kinds)));
  }

  private Warehouse happen() throws ApiException {
    return owner.registerShed("Altona Shed 4");
  }

  private List<Delivery> deliveries(RegisteredWebhook webhook) throws ApiException {
    return owner.webhooks.listDeliveries(webhook.getWebhook().getId(), 200, null).getItems();
  }

  private void awaitAll(RegisteredWebhook webhook, DeliveryState state) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(deliveries(webhook))
                    .isNotEmpty()
                    .extracting(Delivery::getState)
                    .containsOnly(state));
  }

  @Test
  void eachChangeIsToldOfInASignedMessage() throws ApiException {
    try (Receiver receiver = new Receiver(message -> 204)) {
      RegisteredWebhook webhook = register(receiver);
      Warehouse warehouse = happen();
      awaitAll(webhook, DeliveryState.DELIVERED);

      List<Event> events = owner.events.listEvents(2, null).getItems();
      assertThat(events.get(0).getSubjectId()).isEqualTo(warehouse.getId());
      assertThat(receiver.received())
          .extracting(message -> message.json().path("data").path("eventId").asString())
          .containsExactlyInAnyOrderElementsOf(
              events.stream().map(event -> event.getId().toString()).toList());
      assertThat(receiver.received())
          .extracting(Received::type)
          .containsExactlyInAnyOrder("WEBHOOK_REGISTERED", "WAREHOUSE_REGISTERED");
      assertThat(receiver.received())
          .allMatch(message -> message.isSignedWith(webhook.getSecret()))
          .noneMatch(message -> message.isSignedWith("whsec_" + "A".repeat(43) + "="));
      assertThat(deliveries(webhook))
          .allSatisfy(
              each -> {
                assertThat(each.getAnswer()).isEqualTo("HTTP 204");
                assertThat(each.getAttempts()).isEqualTo(1);
                assertThat(each.getNextTryAt()).isNull();
              })
          .extracting(each -> each.getId().toString())
          .containsExactlyInAnyOrderElementsOf(
              receiver.received().stream().map(Received::id).toList());
    }
  }

  @Test
  void aReceiverThatFailsForAWhileIsToldInTheEnd() throws ApiException {
    AtomicInteger calls = new AtomicInteger();
    int[] answers = {503, 302, 200};
    try (Receiver receiver = new Receiver(message -> answers[calls.getAndIncrement()])) {
      RegisteredWebhook webhook = register(receiver);
      awaitAll(webhook, DeliveryState.DELIVERED);
      assertThat(receiver.received()).hasSize(3);
      assertThat(receiver.received())
          .extracting(Received::id)
          .containsOnly(deliveries(webhook).get(0).getId().toString());
      assertThat(deliveries(webhook).get(0).getAttempts()).isEqualTo(3);
    }
  }

  @Test
  void whatFailedForGoodIsSentAgainWhenAskedFor() throws ApiException {
    Set<Integer> answers = new HashSet<>(Set.of(500));
    try (Receiver receiver = new Receiver(message -> answers.iterator().next())) {
      RegisteredWebhook webhook = register(receiver);
      awaitAll(webhook, DeliveryState.FAILED);
      Delivery failed = deliveries(webhook).get(0);
      assertThat(failed.getAttempts()).isEqualTo(4);
      assertThat(failed.getAnswer()).isEqualTo("HTTP 500");

      answers.clear();
      answers.add(200);
      owner.webhooks.redeliver(key(), webhook.getWebhook().getId(), failed.getId());
      awaitAll(webhook, DeliveryState.DELIVERED);
      assertThat(receiver.received())
          .hasSize(5)
          .extracting(Received::id)
          .containsOnly(failed.getId().toString());
    }
  }

  @Test
  void anAddressThatIsGoneIsCalledNoMore() throws ApiException {
    try (Receiver receiver = new Receiver(message -> 410)) {
      RegisteredWebhook webhook = register(receiver);
      awaitAll(webhook, DeliveryState.FAILED);
      happen();
      assertThat(owner.webhooks.getWebhook(webhook.getWebhook().getId()).getState())
          .isEqualTo(WebhookState.DISABLED);
      assertThat(deliveries(webhook)).hasSize(1);
      assertThat(receiver.received()).hasSize(1);
    }
  }

  @Test
  void whatCannotBeSentKeepsNobodyWaiting() throws ApiException {
    try (Receiver hanging = new Receiver(message -> Receiver.NO_ANSWER);
        Receiver well = new Receiver(message -> 200)) {
      RegisteredWebhook slow = register(hanging);
      RegisteredWebhook garbled = register(well, EventKind.WAREHOUSE_REGISTERED);
      exchange.tamper(
          "update webhook set url = 'no address' where id = '%s'"
              .formatted(garbled.getWebhook().getId()));
      RegisteredWebhook good = register(well);
      // No clock can have given it that time, and nothing can write it.
      exchange.tamper(
          """
          with poison as (
            insert into event (at, kind, subject, parties)
            values ('infinity', 'WAREHOUSE_REGISTERED', gen_random_uuid(), '{}') returning seq)
          insert into delivery (webhook_id, event_seq) select '%s', seq from poison"""
              .formatted(good.getWebhook().getId()));
      for (int i = 0; i < 40; i++) {
        happen();
      }

      await().until(() -> well.received().size() == 41);
      awaitAll(slow, DeliveryState.FAILED);
      assertThat(deliveries(slow))
          .hasSize(43)
          .extracting(Delivery::getAnswer)
          .containsOnly("No answer: not in time");
      awaitAll(garbled, DeliveryState.FAILED);
      assertThat(deliveries(garbled))
          .hasSize(40)
          .extracting(Delivery::getAnswer)
          .allMatch(answer -> answer.startsWith("No answer: VALIDATION_FAILED"));
      await()
          .until(
              () ->
                  exchange.number(
                          "select count(*) from delivery where state = 'FAILED' and webhook_id = '%s'"
                              .formatted(good.getWebhook().getId()))
                      == 1);
      assertThat(well.received()).hasSize(41);
    }
  }

  @Test
  void twoNodesTellOfEachChangeOnce() throws ApiException {
    try (Receiver receiver = new Receiver(message -> 200);
        RunningExchange second = exchange.another(SETTINGS)) {
      assertThat(second.context().getBean("sending", Job.class).isRunning()).isTrue();
      RegisteredWebhook webhook = register(receiver);
      for (int i = 0; i < 150; i++) {
        happen();
      }
      awaitAll(webhook, DeliveryState.DELIVERED);
      assertThat(deliveries(webhook))
          .hasSize(151)
          .extracting(Delivery::getAttempts)
          .containsOnly(1);
      assertThat(receiver.received())
          .hasSize(151)
          .allMatch(message -> message.isSignedWith(webhook.getSecret()))
          .extracting(Received::id)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void whatANodeTookAndNeverToldOfIsSentByAnother() throws ApiException {
    Job sending = exchange.context().getBean("sending", Job.class);
    sending.stop();
    try (Receiver receiver = new Receiver(message -> 200)) {
      RegisteredWebhook webhook = register(receiver);
      Deliveries.Claim claim = new Deliveries.Claim(100, 100, Set.of(), Duration.ofSeconds(1), 4);
      List<Deliveries.Dispatch> taken =
          exchange.context().getBean(Deliveries.class).claim(claim).collectList().block();
      assertThat(taken).hasSize(1);
      sending.start();
      awaitAll(webhook, DeliveryState.DELIVERED);
      assertThat(deliveries(webhook).get(0).getAttempts()).isEqualTo(2);
      assertThat(receiver.received())
          .extracting(Received::id)
          .containsExactly(taken.get(0).deliveryId().toString());
    } finally {
      sending.start();
    }
  }

  @Test
  void aRemovedWebhookIsToldOfNothingMore() throws ApiException {
    try (Receiver receiver = new Receiver(message -> 200)) {
      RegisteredWebhook webhook = register(receiver);
      awaitAll(webhook, DeliveryState.DELIVERED);
      UUID id = webhook.getWebhook().getId();
      owner.webhooks.removeWebhook(id);
      happen();
      assertThat(owner.webhooks.listWebhooks(null, null).getItems()).isEmpty();
      assertThat(
              exchange.number(
                  "select count(*) from delivery where webhook_id = '%s'".formatted(id)))
          .isEqualTo(1);
      assertThat(receiver.received()).hasSize(1);
    }
  }

  @Test
  void everyKindThatHappensIsOneThatTheContractNames() throws ApiException {
    happen();
    List<Event> events = exchange.operator().events.listEvents(200, null).getItems();
    assertThat(events)
        .extracting(Event::getKind)
        .isSubsetOf(Arrays.stream(EventKind.values()).map(EventKind::getValue).toList());
  }
}
