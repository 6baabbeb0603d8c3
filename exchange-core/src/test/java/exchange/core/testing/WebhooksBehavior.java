package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.WEBHOOK_DISABLED;
import static exchange.core.values.RefusalCode.WEBHOOK_LIMIT_REACHED;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Reservation;
import exchange.core.event.Deliveries.Claim;
import exchange.core.event.Deliveries.Dispatch;
import exchange.core.event.Delivery;
import exchange.core.event.Event;
import exchange.core.event.EventKind;
import exchange.core.event.Webhook;
import exchange.core.lease.Contract;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What {@code Events}, {@code Webhooks} and {@code Deliveries} promise. */
public abstract class WebhooksBehavior extends StoreBehavior {
  private static final Page.Query ALL = new Page.Query(200, Optional.empty());
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int TRIES = 3;

  /** Ends what other tests have left, so that a claim finds only what this one makes. */
  @BeforeEach
  void endWhatIsDue() {
    while (!claim(1000, LONG).isEmpty()) {
      // More may be due.
    }
  }

  private Webhook register(Caller caller, EventKind... kinds) {
    Webhook webhook =
        new Webhook(
            UUID.randomUUID(),
            caller.organizationId(),
            caller.isOperator(),
            "https://erp.example/events",
            Set.of(kinds),
            Webhook.State.ENABLED);
    return now(ports.webhooks().add(webhook, 20));
  }

  private List<Dispatch> claim(int mostEach, Duration lease, Webhook... without) {
    Set<UUID> busy = new HashSet<>();
    for (Webhook each : without) {
      busy.add(each.id());
    }
    return now(
        ports.deliveries().claim(new Claim(1000, mostEach, busy, lease, TRIES)).collectList());
  }

  private List<Delivery> deliveries(Webhook webhook, Caller caller) {
    return now(ports.deliveries().page(webhook.id(), caller, ALL)).items();
  }

  private List<String> events(Caller caller) {
    return now(ports.events().page(caller, ALL)).items().stream().map(Event::kind).toList();
  }

  @Test
  void everybodySeesWhatItIsPartyTo() {
    Caller owner = trade.owner();
    Caller exporter = trade.exporterWith("USD 1000");
    Listing listing = trade.listing(owner, 10);
    LeaseTerms terms = trade.terms(exporter, listing, 1, 0, 10);
    HoldLimits limits = HoldLimits.proposed(LONG);
    Reservation given = now(ports.reservations().reserve(UUID.randomUUID(), terms, limits));
    now(ports.reservations().release(given.id(), exporter));
    Reservation held = now(ports.reservations().reserve(UUID.randomUUID(), terms, limits));
    now(ports.reservations().extend(held.id(), exporter, LONG));
    Contract contract = now(ports.contracts().settle(UUID.randomUUID(), held.id(), exporter));

    List<String> both =
        List.of(
            "CONTRACT_SETTLED",
            "RESERVATION_EXTENDED",
            "RESERVATION_HELD",
            "RESERVATION_RELEASED",
            "RESERVATION_HELD");
    assertThat(events(exporter))
        .startsWith(both.toArray(String[]::new))
        .endsWith("LEASE_REQUEST_FILED", "FUNDS_DEPOSITED", "ORGANIZATION_ADMITTED")
        .hasSize(8);
    assertThat(events(owner))
        .startsWith(both.toArray(String[]::new))
        .endsWith("LISTING_PUBLISHED", "WAREHOUSE_REGISTERED", "ORGANIZATION_ADMITTED")
        .hasSize(8);
    assertThat(events(trade.exporter())).containsExactly("ORGANIZATION_ADMITTED");
    List<Event> last =
        now(ports.events().page(exporter, new Page.Query(1, Optional.empty()))).items();
    assertThat(last).extracting(Event::subjectId).containsExactly(contract.id());
    assertThat(now(ports.events().page(trade.operator(), ALL)).items()).containsAll(last);
  }

  @Test
  void theFeedIsReadPageByPage() {
    Caller owner = trade.owner();
    trade.listing(owner, 10);
    List<Event> whole = now(ports.events().page(owner, ALL)).items();
    Page<Event> first = now(ports.events().page(owner, new Page.Query(2, Optional.empty())));
    Page<Event> rest = now(ports.events().page(owner, new Page.Query(2, first.next())));
    assertThat(first.items()).isEqualTo(whole.subList(0, 2));
    assertThat(rest.items()).isEqualTo(whole.subList(2, 3));
    assertThat(rest.next()).isEmpty();
  }

  @Test
  void aWebhookIsToldOfItsOwnRegistrationAndOfWhatFollows() {
    Caller owner = trade.owner();
    Webhook webhook = register(owner);
    trade.warehouse(owner);
    trade.warehouse(trade.owner());
    assertThat(deliveries(webhook, owner))
        .extracting(each -> each.event().kind())
        .containsExactly("WAREHOUSE_REGISTERED", "WEBHOOK_REGISTERED");
    assertThat(claim(10, LONG))
        .allSatisfy(
            each -> {
              assertThat(each.webhookId()).isEqualTo(webhook.id());
              assertThat(each.url()).isEqualTo(webhook.url());
              assertThat(each.attempt()).isEqualTo(1);
            })
        .extracting(Dispatch::event)
        .containsExactlyInAnyOrderElementsOf(
            now(ports.events().page(owner, new Page.Query(2, Optional.empty()))).items());
  }

  @Test
  void onlyTheKindsThatAreWantedAndToAnOperatorEverybodys() {
    Caller owner = trade.owner();
    Caller operator = trade.operator();
    Webhook some = register(owner, EventKind.LISTING_PUBLISHED);
    Webhook everybodys = register(operator, EventKind.WAREHOUSE_REGISTERED);
    trade.listing(owner, 10);
    assertThat(deliveries(some, owner))
        .extracting(each -> each.event().kind())
        .containsExactly("LISTING_PUBLISHED");
    assertThat(deliveries(everybodys, operator))
        .extracting(each -> each.event().kind())
        .contains("WAREHOUSE_REGISTERED")
        .doesNotContain("LISTING_PUBLISHED");
    now(ports.webhooks().remove(everybodys.id(), operator));
  }

  @Test
  void aWebhookIsItsOwners() {
    Caller owner = trade.owner();
    Caller stranger = trade.owner();
    Webhook webhook = register(owner);
    UUID delivery = deliveries(webhook, owner).get(0).id();
    assertEmpty(ports.webhooks().find(webhook.id(), stranger));
    assertThat(now(ports.webhooks().page(stranger, ALL)).items()).isEmpty();
    assertThat(deliveries(webhook, stranger)).isEmpty();
    refusal(ports.webhooks().remove(webhook.id(), stranger), NOT_FOUND);
    refusal(ports.deliveries().redeliver(webhook.id(), delivery, stranger), NOT_FOUND);
    Webhook other = register(stranger);
    refusal(ports.deliveries().redeliver(other.id(), delivery, stranger), NOT_FOUND);
    assertThat(now(ports.webhooks().find(webhook.id(), trade.operator()))).isEqualTo(webhook);
    assertThat(now(ports.webhooks().page(owner, ALL)).items()).containsExactly(webhook);
  }

  @Test
  void aMemberHasOnlySoMany() {
    Caller owner = trade.owner();
    Webhook webhook = register(owner);
    Webhook second =
        new Webhook(
            UUID.randomUUID(),
            owner.organizationId(),
            false,
            "https://erp.example/2",
            Set.of(),
            Webhook.State.ENABLED);
    assertThat(refusal(ports.webhooks().add(second, 1), WEBHOOK_LIMIT_REACHED).facts())
        .containsEntry("registered", "1");
    assertThat(now(ports.webhooks().add(webhook, 1))).isEqualTo(webhook);
    now(ports.webhooks().remove(webhook.id(), owner));
    assertThat(now(ports.webhooks().add(second, 1))).isEqualTo(second);
  }

  @Test
  void whatIsRemovedIsToldOfNothingMore() {
    Caller owner = trade.owner();
    Webhook webhook = register(owner);
    now(ports.webhooks().remove(webhook.id(), owner));
    trade.warehouse(owner);
    assertThat(claim(10, LONG)).isEmpty();
    assertEmpty(ports.webhooks().find(webhook.id(), owner));
    refusal(ports.webhooks().remove(webhook.id(), owner), NOT_FOUND);
    assertThat(events(owner)).contains("WEBHOOK_REMOVED");
  }

  @Test
  void whatIsClaimedIsLeftToItsClaimantUntilTheLeaseEnds() {
    Caller owner = trade.owner();
    Webhook webhook = register(owner);
    List<Dispatch> first = claim(10, Duration.ZERO);
    List<Dispatch> second = claim(10, LONG);
    assertThat(claim(10, LONG)).isEmpty();
    assertThat(second).hasSize(1);
    assertThat(second.get(0).deliveryId()).isEqualTo(first.get(0).deliveryId());
    assertThat(second.get(0).attempt()).isEqualTo(2);

    ports.deliveries().failed(first.get(0), "too late", Optional.empty()).block();
    assertThat(deliveries(webhook, owner))
        .extracting(Delivery::state)
        .containsExactly(Delivery.State.PENDING);
    ports.deliveries().delivered(second.get(0), "HTTP 204").block();
    Delivery delivered = deliveries(webhook, owner).get(0);
    assertThat(delivered.state()).isEqualTo(Delivery.State.DELIVERED);
    assertThat(delivered.attempts()).isEqualTo(2);
    assertThat(delivered.answer()).contains("HTTP 204");
    assertThat(delivered.nextTry()).isEmpty();
  }

  @Test
  void noDeliveryIsClaimedByTwo() {
    Caller owner = trade.owner();
    register(owner);
    for (int i = 0; i < 30; i++) {
      trade.warehouse(owner);
    }
    List<UUID> claimed =
        now(
            Flux.range(0, 8)
                .flatMap(
                    i ->
                        ports
                            .deliveries()
                            .claim(new Claim(1000, 10, Set.of(), LONG, TRIES))
                            .subscribeOn(Schedulers.parallel()),
                    8)
                .map(Dispatch::deliveryId)
                .collectList());
    for (List<Dispatch> more = claim(10, LONG); !more.isEmpty(); more = claim(10, LONG)) {
      more.forEach(each -> claimed.add(each.deliveryId()));
    }
    assertThat(claimed).hasSize(31).doesNotHaveDuplicates();
  }

  @Test
  void oneWebhookLeavesRoomForOthers() {
    Caller busy = trade.owner();
    Caller quiet = trade.owner();
    Webhook many = register(busy);
    for (int i = 0; i < 5; i++) {
      trade.warehouse(busy);
    }
    Webhook few = register(quiet);
    assertThat(claim(2, LONG))
        .extracting(Dispatch::webhookId)
        .containsExactlyInAnyOrder(many.id(), many.id(), few.id());
    assertThat(claim(2, LONG, many)).isEmpty();
    assertThat(claim(10, LONG)).hasSize(4);
  }

  @Test
  void whatFailsIsTriedAgainUntilItsTriesAreUsedUp() {
    Caller owner = trade.owner();
    Webhook webhook = register(owner);
    Dispatch once = claim(10, LONG).get(0);
    ports.deliveries().failed(once, "HTTP 503", Optional.of(LONG)).block();
    assertThat(claim(10, LONG)).isEmpty();
    assertThat(deliveries(webhook, owner))
        .extracting(Delivery::state)
        .containsExactly(Delivery.State.PENDING);

    Delivery again = now(ports.deliveries().redeliver(webhook.id(), once.deliveryId(), owner));
    assertThat(again.attempts()).isZero();
    assertThat(again.answer()).contains("HTTP 503");
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      // Its sender is heard of no more.
      assertThat(claim(10, Duration.ZERO)).extracting(Dispatch::attempt).containsExactly(attempt);
    }
    assertThat(claim(10, Duration.ZERO)).isEmpty();
    Delivery failed = deliveries(webhook, owner).get(0);
    assertThat(failed.state()).isEqualTo(Delivery.State.FAILED);
    assertThat(failed.attempts()).isEqualTo(TRIES);

    now(ports.deliveries().redeliver(webhook.id(), once.deliveryId(), owner));
    Dispatch last = claim(10, LONG).get(0);
    assertThat(last.attempt()).isEqualTo(1);
    ports.deliveries().failed(last, "HTTP 500", Optional.empty()).block();
    assertThat(deliveries(webhook, owner).get(0).state()).isEqualTo(Delivery.State.FAILED);
  }

  @Test
  void anAddressThatIsGoneIsCalledNoMore() {
    Caller owner = trade.owner();
    Webhook webhook = register(owner);
    trade.warehouse(owner);
    Dispatch one = claim(1, LONG).get(0);
    ports.deliveries().refused(one, "HTTP 410").block();
    trade.warehouse(owner);
    assertThat(claim(10, LONG)).isEmpty();
    assertThat(now(ports.webhooks().find(webhook.id(), owner)).state())
        .isEqualTo(Webhook.State.DISABLED);
    assertThat(deliveries(webhook, owner))
        .hasSize(2)
        .extracting(Delivery::state)
        .containsOnly(Delivery.State.FAILED);
    refusal(ports.deliveries().redeliver(webhook.id(), one.deliveryId(), owner), WEBHOOK_DISABLED);
    assertThat(events(owner)).containsOnlyOnce("WEBHOOK_DISABLED");
  }

  @Test
  void whatEndedLongAgoIsForgotten() {
    Caller owner = trade.owner();
    Webhook webhook = register(owner);
    trade.warehouse(owner);
    Dispatch ended = claim(1, LONG).get(0);
    ports.deliveries().delivered(ended, "HTTP 200").block();
    now(ports.deliveries().forget(Duration.ofHours(1), Integer.MAX_VALUE));
    assertThat(deliveries(webhook, owner)).hasSize(2);
    now(ports.deliveries().forget(Duration.ofSeconds(-1), Integer.MAX_VALUE));
    assertThat(deliveries(webhook, owner))
        .extracting(Delivery::state)
        .containsExactly(Delivery.State.PENDING);
  }
}
