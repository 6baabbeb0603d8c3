package exchange.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static exchange.api.Partner.assertRefused;
import static exchange.api.Partner.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import exchange.client.ApiException;
import exchange.client.model.AcceptanceMode;
import exchange.client.model.AcceptanceRule;
import exchange.client.model.BlacklistReason;
import exchange.client.model.BlacklistState;
import exchange.client.model.BlacklistWords;
import exchange.client.model.Blacklisting;
import exchange.client.model.Contract;
import exchange.client.model.ContractState;
import exchange.client.model.CreditFile;
import exchange.client.model.CreditMove;
import exchange.client.model.CreditObjection;
import exchange.client.model.Dates;
import exchange.client.model.Event;
import exchange.client.model.LeaseRequest;
import exchange.client.model.Listing;
import exchange.client.model.NewBlacklisting;
import exchange.client.model.NewMatchingRound;
import exchange.client.model.NewObjection;
import exchange.client.model.NewRefusal;
import exchange.client.model.NewReservation;
import exchange.client.model.ObjectionAnswer;
import exchange.client.model.ObjectionVerdict;
import exchange.client.model.Proposal;
import exchange.client.model.Quote;
import exchange.client.model.RefusalReason;
import exchange.client.model.Role;
import exchange.client.model.Rule;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Members that are blacklisted and object, with the published client on the whole server. */
class BlacklistWalkIT {
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
  void whoIsListedMakesNoNewDealsAndGoesOnWithTheOldOnes() throws Exception {
    Partner second = operator.admit("Second desk", "SG", Role.OPERATOR);
    Partner owner = operator.admit("Altona Lager KG", "DE", Role.OWNER);
    Partner exporter = operator.admit("Ningbo Lantern Co.", "CN", Role.EXPORTER);
    Partner other = operator.admit("Xiamen Stone Co.", "CN", Role.EXPORTER);
    operator.fund(exporter, "10000.00", "USD");
    Listing listing = publish(owner, new AcceptanceRule().mode(AcceptanceMode.AT_ONCE));
    Contract lease = exporter.lease(quote(exporter, listing));
    Quote quote = quote(exporter, listing);
    UUID held = hold(exporter, quote(exporter, listing));

    NewBlacklisting wanted =
        new NewBlacklisting()
            .reason(BlacklistReason.UNPAID)
            .words("Three invoices are open")
            .until(OffsetDateTime.now(ZoneOffset.UTC).plusDays(90));
    String once = key();
    Blacklisting listed = second.blacklist.blacklistMember(once, exporter.id(), wanted);
    assertThat(second.blacklist.blacklistMember(once, exporter.id(), wanted)).isEqualTo(listed);
    assertThat(listed.getState()).isEqualTo(BlacklistState.IN_FORCE);
    assertRefused(
        () -> operator.blacklist.blacklistMember(key(), exporter.id(), wanted),
        "MEMBER_BLACKLISTED");
    assertRefused(() -> owner.blacklist.blacklistMember(key(), exporter.id(), wanted), "FORBIDDEN");

    // It is told, and knows why; others know that and until when.
    assertThat(exporter.events.listEvents(200, null).getItems())
        .extracting(Event::getKind)
        .contains("MEMBER_BLACKLISTED");
    assertThat(exporter.blacklist.listBlacklistings(exporter.id(), null, null).getItems())
        .containsExactly(listed);
    assertRefused(() -> owner.blacklist.listBlacklistings(exporter.id(), null, null), "NOT_FOUND");
    assertThat(owner.credit.getCredit(exporter.id()).getBlacklisted().getReason())
        .isEqualTo(BlacklistReason.UNPAID);
    assertThat(owner.credit.getCredit(owner.id()).getBlacklisted()).isNull();

    // No new deals; what is held may go back, and the lease runs.
    LeaseRequest request = file(exporter);
    assertRefused(() -> exporter.quotes(request), "MEMBER_BLACKLISTED");
    assertRefused(() -> hold(exporter, quote), "MEMBER_BLACKLISTED");
    assertRefused(
        () -> exporter.reservations.confirmReservation(key(), held), "MEMBER_BLACKLISTED");
    exporter.reservations.releaseReservation(key(), held);
    assertThat(exporter.contracts.getBilling(lease.getId()).getState())
        .isEqualTo(ContractState.RUNNING);
    assertThat(proposal(exporter, request).getRule()).isEqualTo(Rule.BLACKLISTED);

    // One appeal, which somebody else answers.
    BlacklistWords words = new BlacklistWords().words("All three are paid");
    Blacklisting appealed =
        exporter.blacklist.appealBlacklisting(key(), exporter.id(), listed.getId(), words);
    assertThat(appealed.getAppeal().getDueAt())
        .isEqualTo(appealed.getAppeal().getAt().plusDays(20));
    assertRefused(
        () -> exporter.blacklist.appealBlacklisting(key(), exporter.id(), listed.getId(), words),
        "APPEAL_USED");
    assertRefused(
        () -> second.blacklist.upholdBlacklisting(key(), exporter.id(), listed.getId(), words),
        "ANOTHER_OPERATOR_NEEDED");
    operator.blacklist.upholdBlacklisting(key(), exporter.id(), listed.getId(), words);
    assertRefused(() -> exporter.quotes(request), "MEMBER_BLACKLISTED");
    Blacklisting lifted =
        second.blacklist.liftBlacklisting(key(), exporter.id(), listed.getId(), words);
    assertThat(lifted.getState()).isEqualTo(BlacklistState.LIFTED);
    assertThat(owner.credit.getCredit(exporter.id()).getBlacklisted()).isNull();
    exporter.lease(quotes(exporter, request, listing).get(0));

    // An owner's space is not found while it is listed.
    assertThat(quotes(other, file(other), listing)).hasSize(1);
    Blacklisting ofOwner = operator.blacklist.blacklistMember(key(), owner.id(), wanted);
    assertThat(quotes(other, file(other), listing)).isEmpty();
    operator.blacklist.liftBlacklisting(key(), owner.id(), ofOwner.getId(), words);
    assertThat(quotes(other, file(other), listing)).hasSize(1);
    Books.areInOrder(exchange);
  }

  private static Proposal proposal(Partner exporter, LeaseRequest request) throws Exception {
    UUID round =
        operator
            .rounds
            .startMatchingRound(key(), new NewMatchingRound().seconds(1).seed(42L))
            .getId();
    Events.read(
        exchange.address() + "/v1/matching-rounds/" + round + "/events", operator.token(), "0");
    return exporter.rounds.listProposals(round, 200, null).getItems().stream()
        .filter(each -> each.getLeaseRequestId().equals(request.getId()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFactThatIsStruckCountsNoMore() throws Exception {
    Partner owner = operator.admit("Veddel Lager KG", "DE", Role.OWNER);
    Partner exporter = refused(owner);
    CreditFile before = credit(owner, file -> !file.getMoves().isEmpty());
    CreditMove fact = before.getMoves().get(0);
    assertThat(fact.getPoints()).startsWith("-");

    NewObjection words =
        new NewObjection().eventId(fact.getEventId()).words("The hall was flooded");
    assertRefused(() -> exporter.credit.objectToCredit(key(), owner.id(), words), "NOT_FOUND");
    CreditObjection filed = owner.credit.objectToCredit(key(), owner.id(), words);
    assertThat(filed.getDueAt()).isEqualTo(filed.getFiledAt().plusDays(20));
    assertRefused(() -> owner.credit.objectToCredit(key(), owner.id(), words), "ALREADY_OBJECTED");
    CreditFile objected = credit(owner, file -> file.getMoves().get(0).getObjected() != null);
    assertThat(objected.getScore()).isEqualTo(before.getScore());

    ObjectionAnswer answer =
        new ObjectionAnswer().verdict(ObjectionVerdict.STRUCK).words("So it was");
    assertRefused(
        () -> owner.credit.answerObjection(key(), owner.id(), filed.getId(), answer), "FORBIDDEN");
    operator.credit.answerObjection(key(), owner.id(), filed.getId(), answer);
    assertRefused(
        () -> operator.credit.answerObjection(key(), owner.id(), filed.getId(), answer),
        "OBJECTION_ANSWERED");
    CreditFile after =
        credit(owner, file -> file.getMoves().get(0).getObjected().getVerdict() != null);
    assertThat(after.getMoves().get(0).getPoints()).isEqualTo("0.0");
    assertThat(after.getScore()).isGreaterThan(before.getScore());
    assertThat(owner.credit.listObjections(owner.id(), null, null).getItems())
        .singleElement()
        .satisfies(each -> assertThat(each.getAnswer().getWords()).isEqualTo("So it was"));
    assertRefused(() -> exporter.credit.listObjections(owner.id(), null, null), "NOT_FOUND");
    assertThat(owner.events.listEvents(200, null).getItems())
        .extracting(Event::getKind)
        .contains("CREDIT_OBJECTION_FILED", "CREDIT_FACT_STRUCK");
  }

  /** An exporter whose lease the owner has refused, which counts. */
  private Partner refused(Partner owner) throws ApiException {
    Partner exporter = operator.admit("Wenzhou Shoe Co.", "CN", Role.EXPORTER);
    operator.fund(exporter, "10000.00", "USD");
    Listing listing = publish(owner, new AcceptanceRule().mode(AcceptanceMode.BY_HAND));
    Contract waiting = exporter.lease(quote(exporter, listing));
    owner.acceptances.declineLease(
        key(), waiting.getId(), new NewRefusal().reason(RefusalReason.DATES));
    return exporter;
  }

  @Test
  void membersAndOperatorsDoItOnPagesToo() throws Exception {
    Partner second = operator.admit("Second desk", "SG", Role.OPERATOR);
    Partner owner = operator.admit("Harburg Lager KG", "DE", Role.OWNER);
    refused(owner);
    credit(owner, file -> !file.getMoves().isEmpty());
    String credit = "/credit/" + owner.id();
    try (Browser browser = Browser.start()) {
      Page desk = signIn(browser, second);
      desk.navigate("/members/" + owner.id());
      desk.locator("main a[href^='/blacklist/']").click();
      Locator list = desk.locator("form[action$='" + owner.id() + "']");
      list.locator("[name=reason]").selectOption("BREACH");
      list.locator("[name=lastDay]").fill(start.toString());
      say(list, "twice in a month");
      assertThat(desk.locator("li .tag.bad")).hasCount(1);
      assertThat(owner.blacklist.listBlacklistings(owner.id(), null, null).getItems())
          .singleElement()
          .satisfies(
              listed -> assertThat(listed.getUntil().toLocalDate()).isEqualTo(start.plusDays(1)));

      Page member = signIn(browser, owner);
      member.locator("main .notice.bad a").click();
      say(member.locator("form[action$=appeal]"), "the roof is mended");
      assertThat(member.locator("form[action$=appeal]")).hasCount(0);
      member.navigate(credit);
      member.locator("details:has(form[action$=objections]) summary").click();
      say(member.locator("form[action$=objections]"), "the hall was flooded");
      assertThat(member.locator("form[action$=objections]")).hasCount(0);

      Page first = signIn(browser, operator);
      first.locator("main a[href='/blacklist/" + owner.id() + "']").click();
      say(first.locator("form[action$=upholding]"), "it is not");
      assertThat(first.locator("form[action$=upholding]")).hasCount(0);
      say(first.locator("form[action$=lifting]"), "now it is");
      assertThat(first.locator("li .tag.good")).hasCount(1);
      first.navigate("/desk");
      first.locator("main a[href='" + credit + "']").click();
      first.locator("details:has(form[action$=answer]) summary").click();
      first.locator("[name=verdict]").selectOption("STRUCK");
      say(first.locator("form[action$=answer]"), "so it was");
      assertThat(first.locator("form[action$=answer]")).hasCount(0);
      credit(owner, file -> file.getMoves().get(0).getObjected().getVerdict() != null);
      member.navigate(credit);
      assertThat(member.locator("tbody .tag.good")).hasCount(1);

      first.navigate("/scorecard");
      first.locator("[name=prior]").fill("510");
      first.locator("form[action='/scorecard'] button").click();
      assertThat(first.locator("main .notice")).containsText("2");
      browser.assertNoComplaints();
    }
  }

  private static Page signIn(Browser browser, Partner member) {
    Page page = browser.page(exchange.address(), "en");
    page.navigate("/login");
    page.fill("#username", member.id().toString());
    page.fill("#password", member.secret());
    page.locator("form:has(#username) button").click();
    page.waitForURL("**/desk");
    return page;
  }

  private static void say(Locator form, String words) {
    form.locator("[name=words]").fill(words);
    form.locator("button").click();
  }

  /** As others see it, once the server has graded it so. */
  private static CreditFile credit(Partner of, Predicate<CreditFile> wanted) throws Exception {
    long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    CreditFile file = operator.credit.getCredit(of.id());
    while (!wanted.test(file) && System.nanoTime() < patience) {
      Thread.sleep(200);
      file = operator.credit.getCredit(of.id());
    }
    assertThat(file).matches(wanted);
    return file;
  }

  private Listing publish(Partner owner, AcceptanceRule rule) throws ApiException {
    Dates window = new Dates().from(start).to(start.plusDays(365));
    return owner.listings.publishListing(
        key(),
        owner
            .space("Shed of " + owner.id(), 100, window, Partner.card("USD", "0.20", "0", "0"))
            .acceptance(rule));
  }

  private LeaseRequest file(Partner exporter) throws ApiException {
    return exporter.file(10, start.plusDays(10), 60);
  }

  /** Those on one listing: one or none. */
  private static List<Quote> quotes(Partner exporter, LeaseRequest request, Listing on)
      throws ApiException {
    return exporter.quotes(request).stream()
        .filter(each -> each.getTerms().getListingId().equals(on.getId()))
        .toList();
  }

  private Quote quote(Partner exporter, Listing on) throws ApiException {
    return quotes(exporter, file(exporter), on).get(0);
  }

  private static UUID hold(Partner exporter, Quote quote) throws ApiException {
    return exporter
        .reservations
        .reserveQuote(key(), new NewReservation().quoteId(quote.getId()))
        .getId();
  }
}
