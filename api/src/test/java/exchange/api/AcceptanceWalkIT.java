package exchange.api;

import static exchange.api.Partner.assertRefused;
import static exchange.api.Partner.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import exchange.client.ApiException;
import exchange.client.model.Acceptance;
import exchange.client.model.AcceptanceMode;
import exchange.client.model.AcceptanceRecord;
import exchange.client.model.AcceptanceRule;
import exchange.client.model.AcceptanceState;
import exchange.client.model.AskingGround;
import exchange.client.model.Contract;
import exchange.client.model.ContractState;
import exchange.client.model.Dates;
import exchange.client.model.Event;
import exchange.client.model.EventKind;
import exchange.client.model.Inbox;
import exchange.client.model.LeaseRequest;
import exchange.client.model.LeaseRequestState;
import exchange.client.model.Listing;
import exchange.client.model.Market;
import exchange.client.model.Money;
import exchange.client.model.NewLeaseRequest;
import exchange.client.model.NewNotificationPreferences;
import exchange.client.model.NewRefusal;
import exchange.client.model.NotificationTopic;
import exchange.client.model.QuantityRange;
import exchange.client.model.Quote;
import exchange.client.model.QuoteSet;
import exchange.client.model.RefusalReason;
import exchange.client.model.Role;
import exchange.client.model.StorageClass;
import exchange.client.model.Unit;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Leases that wait for their owner's word, with the published client on the whole server. */
class AcceptanceWalkIT {
  private static RunningExchange exchange;
  private static Partner operator;

  private final LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(30);

  @BeforeAll
  static void open() {
    exchange = RunningExchange.start();
    operator = exchange.operator();
  }

  @AfterAll
  static void stop() {
    exchange.close();
  }

  @Test
  void whatBreaksTheRuleWaitsForTheOwner() throws Exception {
    Partner owner = operator.admit("Altona Lager KG", "DE", Role.OWNER);
    Partner exporter = operator.admit("Ningbo Lantern Co.", "CN", Role.EXPORTER);
    operator.fund(exporter, "10000.00", "USD");
    AcceptanceRule rule =
        new AcceptanceRule()
            .mode(AcceptanceMode.BY_RULE)
            .excludedGoods(List.of("lithium"))
            .quantity(new QuantityRange().least(1).most(50))
            .partners(List.of(UUID.randomUUID()));
    Listing listing = publish(owner, rule);
    assertThat(listing.getAcceptance().getPartners()).hasSize(1);
    assertThat(exporter.listings.getListing(listing.getId()).getAcceptance().getPartners())
        .isEmpty();

    // What meets the rule runs at once, and the quote says so.
    Quote plain = quote(exporter, file(exporter, "lanterns", 20));
    assertThat(plain.getTerms().getConditions().getAsking()).isNull();
    Contract atOnce = exporter.lease(plain);
    assertThat(atOnce.getAnswerBy()).isNull();
    assertThat(state(exporter, atOnce)).isEqualTo(ContractState.RUNNING);

    // What breaks it waits, and the quote says that, too.
    LeaseRequest request = file(exporter, "lithium lanterns", 60);
    Quote asking = quote(exporter, request);
    assertThat(asking.getTerms().getConditions().getAsking().getGrounds())
        .containsExactly(AskingGround.GOODS, AskingGround.QUANTITY);
    String before = balance(exporter);
    Contract waiting = exporter.lease(asking);
    assertThat(Duration.between(waiting.getSettledAt(), waiting.getAnswerBy()))
        .isBetween(Duration.ofMinutes(2879), Duration.ofMinutes(2881));
    assertThat(state(owner, waiting)).isEqualTo(ContractState.AWAITING_ACCEPTANCE);
    assertThat(owner.acceptances.listAcceptances(null, null).getItems())
        .extracting(Acceptance::getContractId)
        .containsExactly(waiting.getId());
    assertThat(free(listing)).isEqualTo(20);

    // Nothing else may be done with it.
    assertRefused(
        () -> exporter.contracts.cancelContract(key(), waiting.getId()),
        "CONTRACT_AWAITS_ACCEPTANCE");
    assertRefused(() -> exporter.acceptances.acceptLease(key(), waiting.getId()), "FORBIDDEN");

    // A refusal gives everything back, once however often it is sent.
    String once = key();
    NewRefusal no = new NewRefusal().reason(RefusalReason.GOODS).words("not in this hall");
    Acceptance declined = owner.acceptances.declineLease(once, waiting.getId(), no);
    assertThat(declined.getState()).isEqualTo(AcceptanceState.DECLINED);
    assertThat(owner.acceptances.declineLease(once, waiting.getId(), no)).isEqualTo(declined);
    assertThat(state(exporter, waiting)).isEqualTo(ContractState.DECLINED);
    assertThat(balance(exporter)).isEqualTo(before);
    assertThat(free(listing)).isEqualTo(80);
    assertThat(exporter.requests.getLeaseRequest(request.getId()).getState())
        .isEqualTo(LeaseRequestState.OPEN);
    assertRefused(
        () -> owner.acceptances.acceptLease(key(), waiting.getId()), "ACCEPTANCE_NOT_AWAITED");

    // The same request may be leased again, withdrawn, and leased once more and accepted.
    Contract second = exporter.lease(quote(exporter, request));
    exporter.acceptances.withdrawLease(key(), second.getId());
    assertThat(state(exporter, second)).isEqualTo(ContractState.WITHDRAWN);
    assertThat(balance(exporter)).isEqualTo(before);
    Contract third = exporter.lease(quote(exporter, request));
    owner.acceptances.acceptLease(key(), third.getId());
    assertThat(state(exporter, third)).isEqualTo(ContractState.RUNNING);
    assertThat(exporter.acceptances.getAcceptance(third.getId()).getAnsweredAt()).isNotNull();

    AcceptanceRecord record = exporter.acceptances.getAcceptanceRecord(owner.id());
    assertThat(record.getAccepted()).isEqualTo(1);
    assertThat(record.getDeclined()).hasSize(1);
    assertThat(record.getLapsed()).isZero();
    assertThat(exporter.events.listEvents(200, null).getItems())
        .extracting(Event::getKind)
        .contains(
            "ACCEPTANCE_ASKED", "CONTRACT_DECLINED", "CONTRACT_WITHDRAWN", "CONTRACT_ACCEPTED");
    Books.areInOrder(exchange);
  }

  @Test
  void silenceIsFoundByTheServerItself() throws Exception {
    Partner owner = operator.admit("Veddel Lager KG", "DE", Role.OWNER);
    Partner exporter = operator.admit("Xiamen Stone Co.", "CN", Role.EXPORTER);
    operator.fund(exporter, "10000.00", "USD");
    Listing listing = publish(owner, new AcceptanceRule().mode(AcceptanceMode.BY_HAND));
    LeaseRequest request = file(exporter, "granite", 100);
    Quote quote =
        exporter.requests.quoteLeaseRequest(key(), request.getId(), 50).getQuotes().stream()
            .filter(each -> each.getTerms().getListingId().equals(listing.getId()))
            .findFirst()
            .orElseThrow();
    Contract waiting = exporter.lease(quote);
    // Two days later, as far as the lease knows.
    exchange.tamper(
        "update acceptance set answer_by = now() - interval '1 second' where contract_id = '"
            + waiting.getId()
            + "'");
    long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (state(exporter, waiting) != ContractState.LAPSED && System.nanoTime() < patience) {
      Thread.sleep(100);
    }
    assertThat(state(exporter, waiting)).isEqualTo(ContractState.LAPSED);
    assertThat(balance(exporter)).isEqualTo("10000.00");
    assertThat(exporter.acceptances.getAcceptanceRecord(owner.id()).getLapsed()).isEqualTo(1);
    // The whole slot may be held again, by PostgreSQL and the court, as soon as quotes know of it.
    QuoteSet again = quotes(exporter, request);
    while (again.getQuotes().isEmpty() && System.nanoTime() < patience) {
      Thread.sleep(100);
      again = quotes(exporter, request);
    }
    exporter.lease(again.getQuotes().get(0));
    Books.areInOrder(exchange);
  }

  @Test
  void whoOwesAnAnswerIsMailedAndNobodyElse() throws Exception {
    Partner owner = operator.admit("Wilhelmsburg Lager KG", "DE", Role.OWNER);
    Partner exporter = operator.admit("Dalian Tea Co.", "CN", Role.EXPORTER);
    operator.fund(exporter, "10000.00", "USD");
    String lessor = "hall@wilhelmsburg.example";
    for (Partner each : List.of(owner, exporter)) {
      each.inbox.replaceNotificationPreferences(
          each.id(),
          new NewNotificationPreferences()
              .addresses(List.of(each == owner ? lessor : "ops@tea.example"))
              .topics(List.of(NotificationTopic.ANSWERS))
              .language(NewNotificationPreferences.LanguageEnum.EN),
          "\"1\"");
    }
    Listing listing = publish(owner, new AcceptanceRule().mode(AcceptanceMode.BY_HAND));
    Contract waiting = exporter.lease(100, start.plusDays(10), 60, listing.getId());
    await().until(() -> exchange.mailsTo(lessor).size() == 1);
    assertThat(exchange.mailsTo(lessor).get(0).getContent().toString())
        .contains("/contracts/" + waiting.getId(), Words.in("en").of("inbox.by"));
    await()
        .until(
            () ->
                exchange.number(
                        "select count(*) from delivery d join webhook w on w.id = d.webhook_id"
                            + " where w.url = 'mailto:ops@tea.example'"
                            + " and d.answer like 'Not sent%'")
                    == 1);
    assertThat(exchange.mailsTo("ops@tea.example")).isEmpty();

    Inbox inbox = owner.inbox.getInbox(owner.id(), null, null);
    assertThat(inbox.getAwaited()).hasSize(1);
    assertThat(inbox.getAwaited().get(0).getKind()).isEqualTo(EventKind.ACCEPTANCE_ASKED);
    assertThat(inbox.getAwaited().get(0).getAnswerBy()).isEqualTo(waiting.getAnswerBy());
    assertThat(exporter.inbox.getInbox(exporter.id(), null, null).getAwaited()).isEmpty();
    owner.acceptances.acceptLease(key(), waiting.getId());
    assertThat(owner.inbox.getInbox(owner.id(), null, null).getAwaited()).isEmpty();
    Books.areInOrder(exchange);
  }

  private static ContractState state(Partner party, Contract contract) throws ApiException {
    return party.contracts.getBilling(contract.getId()).getState();
  }

  private static String balance(Partner exporter) throws ApiException {
    return exporter.organizations.getWallet(exporter.id()).getBalances().get(0).getAmount();
  }

  private int free(Listing listing) throws ApiException {
    LocalDate day = start.plusDays(10);
    return operator
        .listings
        .getAvailability(day, day.plusDays(1), listing.getId())
        .getDays()
        .get(0)
        .getFree();
  }

  private Listing publish(Partner owner, AcceptanceRule rule) throws ApiException {
    Dates window = new Dates().from(start).to(start.plusDays(365));
    return owner.listings.publishListing(
        key(),
        owner
            .space("Shed of " + owner.id(), 100, window, Partner.card("USD", "0.20", "0", "0"))
            .acceptance(rule));
  }

  private LeaseRequest file(Partner exporter, String goods, int quantity) throws ApiException {
    return exporter.requests.fileLeaseRequest(
        key(),
        new NewLeaseRequest()
            .goods(goods)
            .storageClass(StorageClass.AMBIENT)
            .unit(Unit.XPX)
            .quantity(quantity)
            .earliestStart(start.plusDays(10))
            .latestStart(start.plusDays(10))
            .days(60)
            .markets(List.of(new Market().unlocode("DEHAM").weight("1")))
            .budget(new Money().amount("20000.00").currency("USD")));
  }

  private static Quote quote(Partner exporter, LeaseRequest request) throws ApiException {
    return quotes(exporter, request).getQuotes().get(0);
  }

  private static QuoteSet quotes(Partner exporter, LeaseRequest request) throws ApiException {
    return exporter.requests.quoteLeaseRequest(key(), request.getId(), null);
  }
}
