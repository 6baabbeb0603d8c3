package exchange.api;

import static exchange.api.Partner.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import exchange.api.jobs.Job;
import exchange.client.ApiException;
import exchange.client.model.Inbox;
import exchange.client.model.InboxItem;
import exchange.client.model.LostMail;
import exchange.client.model.NewInboxReading;
import exchange.client.model.NewNotificationPreferences;
import exchange.client.model.NotificationTopic;
import exchange.client.model.Role;
import exchange.client.model.Warehouse;
import exchange.core.event.Deliveries;
import exchange.core.notice.Letters;
import exchange.core.notice.Mails;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What members are told, in their inbox and by e-mail, on the whole server. */
class NotificationsIT {
  private static final String[] SETTINGS = {
    "--exchange.webhooks.patience=1s", "--exchange.webhooks.retry-after=100ms, 100ms, 100ms",
  };

  private static RunningExchange exchange;

  private final String address = "ops-" + UUID.randomUUID() + "@lager.example";
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
    owner = exchange.operator().admit("Altona Lager KG", "DE", Role.OWNER);
  }

  private void prefer(String... addresses) throws ApiException {
    owner.inbox.replaceNotificationPreferences(
        owner.id(),
        new NewNotificationPreferences()
            .addresses(List.of(addresses))
            .topics(List.of(NotificationTopic.MARKET))
            .language(NewNotificationPreferences.LanguageEnum.ZH),
        "\"1\"");
  }

  private Warehouse happen() throws ApiException {
    return owner.registerShed("Altona Shed 4");
  }

  private Inbox inbox() throws ApiException {
    return owner.inbox.getInbox(owner.id(), null, null);
  }

  private long deliveries(String condition) {
    return exchange.number(
        "select count(*) from delivery d join webhook w on w.id = d.webhook_id"
            + " where w.url = 'mailto:%s' and %s".formatted(address, condition));
  }

  @Test
  void whatHappensIsInTheInboxUntilItIsRead() throws ApiException {
    happen();
    Inbox inbox = inbox();
    assertThat(inbox.getUnread()).isEqualTo(2);
    assertThat(inbox.getItems())
        .extracting(each -> each.getEvent().getKind())
        .containsExactly("WAREHOUSE_REGISTERED", "ORGANIZATION_ADMITTED");
    assertThat(inbox.getItems()).allMatch(InboxItem::getUnread);
    long newest = inbox.getItems().get(0).getPosition();
    String once = key();
    owner.inbox.markInboxRead(once, owner.id(), new NewInboxReading().upTo(newest));
    happen();
    owner.inbox.markInboxRead(once, owner.id(), new NewInboxReading().upTo(newest));
    assertThat(inbox().getUnread()).isEqualTo(1);
    assertThat(inbox().getItems())
        .extracting(InboxItem::getUnread)
        .containsExactly(true, false, false);
    Partner other = exchange.operator().admit("Veddel Lager KG", "DE", Role.OWNER);
    assertThatThrownBy(() -> other.inbox.getInbox(owner.id(), null, null))
        .isInstanceOfSatisfying(
            ApiException.class, refused -> assertThat(refused.getCode()).isEqualTo(404));
  }

  @Test
  void whatIsWantedIsMailedInTheReadersLanguage() throws Exception {
    prefer(address);
    happen();
    await().until(() -> exchange.mailsTo(address).size() == 1);
    assertThat(exchange.mailsTo(address).get(0).getSubject())
        .isEqualTo(Words.in("zh-CN").of("event.WAREHOUSE_REGISTERED"));
    assertThat(exchange.mailsTo(address).get(0).getContent().toString()).contains("/warehouses");
  }

  @Test
  void twoNodesMailEachChangeOnce() throws ApiException {
    prefer(address);
    try (RunningExchange second = exchange.another(SETTINGS)) {
      assertThat(second.context().getBean("sending", Job.class).isRunning()).isTrue();
      for (int i = 0; i < 60; i++) {
        happen();
      }
      await().until(() -> deliveries("d.state = 'DELIVERED'") == 60);
    }
    assertThat(exchange.mailsTo(address)).hasSize(60);
    assertThat(deliveries("d.attempts <> 1")).isZero();
  }

  /** Once before it was sent, and once before it was recorded. */
  @Test
  void whatANodeTookAndNeverToldOfIsSentByAnotherAndIsThereOnce() throws ApiException {
    Job sending = exchange.context().getBean("sending", Job.class);
    sending.stop();
    try {
      prefer(address);
      happen();
      happen();
      Deliveries.Claim claim = new Deliveries.Claim(100, 100, Set.of(), Duration.ofSeconds(1), 4);
      List<Deliveries.Dispatch> taken =
          exchange
              .context()
              .getBean(Deliveries.class)
              .claim(claim)
              .filter(each -> each.url().equals("mailto:" + address))
              .collectList()
              .block();
      assertThat(taken).hasSize(2);
      Letters letters = exchange.context().getBean(Letters.class);
      exchange.context().getBean(Mails.class).send(letters.write(taken.get(0))).block();
      assertThat(exchange.mailsTo(address)).hasSize(1);
      sending.start();
      await().until(() -> deliveries("d.state = 'DELIVERED'") == 2);
      assertThat(deliveries("d.attempts = 2")).isEqualTo(2);
      assertThat(exchange.mailsTo(address)).hasSize(2);
    } finally {
      sending.start();
    }
  }

  @Test
  void whatCannotBeSentKeepsNobodyWaitingAndIsShown() throws ApiException {
    String good = "good-" + address;
    prefer(address, good);
    // No form would have taken it.
    exchange.tamper(
        "update webhook set url = 'mailto:no address' where url = 'mailto:%s'".formatted(address));
    for (int i = 0; i < 40; i++) {
      happen();
    }
    await().until(() -> exchange.mailsTo(good).size() == 40);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                exchange.number(
                        "select count(*) from delivery d join webhook w on w.id = d.webhook_id"
                            + " where w.url = 'mailto:no address' and d.state = 'FAILED'")
                    == 40);
    List<LostMail> lost = owner.inbox.getNotificationPreferences(owner.id()).getLost();
    assertThat(lost)
        .hasSize(20)
        .allSatisfy(
            each -> {
              assertThat(each.getAddress()).isEqualTo("no address");
              assertThat(each.getAnswer()).isEqualTo("Could not be sent");
              assertThat(each.getEvent().getKind()).isEqualTo("WAREHOUSE_REGISTERED");
            });
  }

  @Test
  void preferencesAreReplacedByWhoSawThem() throws ApiException {
    prefer(address);
    assertThatThrownBy(() -> prefer("other@lager.example"))
        .isInstanceOfSatisfying(
            ApiException.class, refused -> assertThat(refused.getCode()).isEqualTo(412));
    assertThat(owner.inbox.getNotificationPreferences(owner.id()).getAddresses())
        .containsExactly(address);
  }
}
