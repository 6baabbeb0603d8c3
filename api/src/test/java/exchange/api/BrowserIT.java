package exchange.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do with the pages, in both languages, in a real browser on the demo market. */
class BrowserIT {
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private static final String COUNT_CLICKS =
      "addEventListener('click',"
          + " () => (sessionStorage.clicks = 1 + Number(sessionStorage.clicks ?? 0)), true)";

  private static Browser browser;
  private static DemoExchange exchange;

  @BeforeAll
  static void start() {
    browser = Browser.start();
    exchange = DemoExchange.start();
  }

  @AfterAll
  static void stop() {
    if (exchange != null) {
      exchange.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingWasComplainedOf() {
    browser.assertNoComplaints();
  }

  private static void click(Page page, String text) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text)).first().click();
  }

  private static void follow(Page page, String text) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(text)).first().click();
  }

  private static void signIn(Page page, String clientId) {
    page.navigate("/login");
    page.locator("form:has(input[name=username][value=" + clientId + "]) button").click();
    page.waitForURL("**/desk");
  }

  /** Leases space of demo-owner-5's that is not waited for, and tells the contract's address. */
  private static String leased(
      Page page, Words words, String goods, int quantity, LocalDate start) {
    page.navigate("/requests/new?place=DEHAM&quantity=" + quantity + "&from=" + start);
    page.fill("#goods", goods);
    page.fill("#budget", "9000");
    click(page, words.of("request.go"));
    Sights.atOnce(page, words).click();
    click(page, words.start("hold.confirm"));
    page.waitForURL("**/contracts/*");
    return page.url();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void aNewcomerHoldsASlotInFiveClicksAndMakesItAContract(String language) {
    Words words = Words.in(language);
    Page page = browser.page(exchange.address(), language);
    page.context().addInitScript(COUNT_CLICKS);
    page.navigate("/");
    assertThat(page.locator("h1")).hasText(words.of("front.title"));
    page.fill("#place", language.equals("en") ? "Hamburg" : "汉堡");

    click(page, words.of("front.search"));
    assertThat(page.locator(".result h3").first()).containsText("Hamburg");
    follow(page, words.of("search.book"));
    page.locator("form:has(input[value=demo-exporter-1]) button").click();
    page.fill("#goods", "LED lamps");
    click(page, words.of("request.go"));
    assertThat(page.locator("h1")).hasText(words.of("quotes.title"));
    assertThat(page.locator(".price-tag").first()).containsText("$");
    Sights.atOnce(page, words).click();

    assertThat(page.locator("[role=timer]")).containsText(":");
    assertThat(Integer.parseInt((String) page.evaluate("sessionStorage.clicks"))).isLessThan(6);
    page.reload();
    assertThat(page.locator("[role=timer]")).containsText(":");
    click(page, words.of("hold.extend"));
    assertThat(page.getByText(words.of("hold.extend"))).hasCount(0);
    String total = page.locator("tfoot td").first().textContent();
    click(page, words.start("hold.confirm"));
    assertThat(page.locator("h1")).containsText(words.start("contract.title"));
    assertThat(page.locator("tfoot td").first()).hasText(total);
    assertThat(page.locator(".timeline .done").first()).containsText(words.of("milestone.settled"));
    assertThat(page.locator("section:has(#payments) tbody tr").first())
        .containsText(words.of("stage.IN_ESCROW"));
    page.getByText(words.of("cancel.go"), new Page.GetByTextOptions().setExact(true)).click();
    click(page, words.start("cancel.confirm"));
    assertThat(page.locator("h1 + span .tag")).hasText(words.of("state.CANCELLED"));
    assertThat(page.locator(".figures dd").nth(1)).containsText("0.00");
    page.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void aReleasedHoldAndAnUnknownPlaceAreToldWithWhatWouldHelp(String language) {
    Words words = Words.in(language);
    Page page = browser.page(exchange.address(), language);
    page.navigate("/search?place=Atlantis");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Atlantis");
    signIn(page, "demo-exporter-5");
    page.navigate(
        "/requests/new?place=NLRTM&quantity=5&from=" + LocalDate.now(ZoneOffset.UTC).plusDays(20));
    page.fill("#goods", "Shelves");
    page.fill("#budget", "9000");
    click(page, words.of("request.go"));
    click(page, words.of("quotes.hold"));
    page.getByText(words.of("hold.release"), new Page.GetByTextOptions().setExact(true)).click();
    click(page, words.of("hold.release.go"));
    assertThat(page.getByText(words.of("hold.over"))).isVisible();
    page.navigate("/holds/" + UUID.randomUUID());
    assertThat(page.locator("h1")).hasText(words.of("error.missing.title"));
    assertThat(page.getByRole(AriaRole.ALERT)).hasText(words.of("refusal.NOT_FOUND"));
    page.context().close();
  }

  @Test
  void thePriceFollowsWhatIsTyped() {
    Page page = browser.page(exchange.address(), "en");
    page.navigate("/search?place=Hamburg");
    page.locator(".result h3 a").first().click();
    assertThat(page.locator("#price tfoot td")).hasCount(2);
    String before = page.locator("#price .price-tag").textContent();
    page.fill("#days", "90");
    page.locator("#days").blur();
    assertThat(page.locator("#price .price-tag")).not().hasText(before);
    page.fill("#from", "2040-01-01");
    page.locator("#from").blur();
    assertThat(page.locator("#price .notice")).containsText(Words.in("en").of("rule.WINDOW"));
    page.context().close();
  }

  @Test
  void whatIsTypedBeforeTheScriptsCameIsPricedWhenTheyCome() {
    Page page = browser.page(exchange.address(), "en");
    page.navigate("/search?place=Hamburg");
    List<Route> held = new ArrayList<>();
    page.route("**/htmx.min.js", held::add);
    page.locator(".result h3 a").first().click();
    String before = page.locator("#price .price-tag").textContent();
    page.fill("#days", "90");
    page.locator("#days").blur();
    page.waitForCondition(() -> !held.isEmpty());
    held.forEach(Route::resume);
    assertThat(page.locator("#price .price-tag")).not().hasText(before);
    page.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void aPayoutTakesTwoOperators(String language) {
    Words words = Words.in(language);
    Page member = browser.page(exchange.address(), language);
    signIn(member, "demo-exporter-1");
    member.navigate("/wallet");
    assertThat(member.locator("main code")).containsText("RF");
    follow(member, words.of("nav.payouts"));
    String holder = "Lantern " + language;
    member.fill("#amount", "12.50");
    member.fill("#name", holder);
    member.fill("#iban", "DE88 3704 0044 0532 0130 00");
    member.fill("#bic", "COBADEFFXXX");
    click(member, words.of("payout.ask.go"));
    assertThat(member.locator("main .notice.bad")).containsText(words.of("field.iban"));
    assertThat(member.locator("#name")).hasValue(holder);
    member.fill("#iban", "DE89 3704 0044 0532 0130 00");
    click(member, words.of("payout.ask.go"));
    Locator theirs = member.locator("tr:has-text('" + holder + "')");
    assertThat(theirs.locator(".tag")).hasText(words.of("payout.REQUESTED"));

    Page operator = browser.page(exchange.address(), language);
    signIn(operator, "demo-operator");
    operator.navigate("/payouts");
    Locator row = operator.locator("tr:has-text('" + holder + "')");
    row.locator("form[action$=approval] button").click();
    assertThat(row.locator(".tag")).hasText(words.of("payout.APPROVED"));
    row.locator("form[action$=approval] button").click();
    assertThat(operator.locator("main .notice.bad"))
        .hasText(words.of("refusal.SECOND_PERSON_NEEDED"));

    member.reload();
    theirs.locator("form[action$=cancellation] button").click();
    assertThat(theirs.locator(".tag")).hasText(words.of("payout.CANCELLED"));
    member.context().close();
    operator.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void aMemberConvertsMoneyAtARateThatItSawBefore(String language) {
    Words words = Words.in(language);
    Page operator = browser.page(exchange.address(), language);
    signIn(operator, "demo-operator");
    operator.navigate("/rules");
    operator.fill("#rate-EUR", "0.8");
    operator.fill("#source", "Central bank, " + language);
    operator.locator("form[action$=rates] button").click();
    assertThat(operator.locator("section:has(#rates)")).containsText("Central bank, " + language);
    operator.navigate("/guarantee");
    operator.selectOption("#purpose", "FX");
    operator.selectOption("#currency", "EUR");
    operator.fill("#amount", "1000");
    operator.fill("#reference", "FX-" + language);
    operator.locator("form[action$=funds] button").click();
    assertThat(operator.getByRole(AriaRole.ALERT)).hasCount(0);

    Page member = browser.page(exchange.address(), language);
    signIn(member, "demo-exporter-5");
    member.navigate("/wallet");
    member.fill("#amount", "100");
    click(member, words.of("conversion.quote"));
    assertThat(member.locator(".figures dd").first()).containsText("125.00");
    assertThat(member.locator(".facts")).containsText("1.25");
    assertThat(member.locator(".facts")).containsText("Central bank, " + language);
    member.locator("form[action$=execution] button").click();
    assertThat(member.locator("h1 + .tag")).hasText(words.of("conversion.done"));
    assertThat(member.locator("form[action$=execution]")).hasCount(0);
    operator.context().close();
    member.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void aClaimOnADepositIsAgreedToOrRuledUpon(String language) {
    Words words = Words.in(language);
    Page exporter = browser.page(exchange.address(), language);
    signIn(exporter, "demo-exporter-1");
    LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(40);
    String contract = leased(exporter, words, "Tea sets", 6, start);

    Page owner = browser.page(exchange.address(), language);
    signIn(owner, "demo-owner-5");
    owner.navigate(contract);
    owner.getByText(words.of("claim.file"), new Page.GetByTextOptions().setExact(true)).click();
    owner.fill("#amount", "900000");
    owner.fill("#reason", "Two broken pallets");
    click(owner, words.of("claim.file.go"));
    assertThat(owner.getByRole(AriaRole.ALERT)).isVisible();
    assertThat(owner.locator("#reason")).hasValue("Two broken pallets");
    owner.fill("#amount", "20");
    click(owner, words.of("claim.file.go"));
    Locator theirs = owner.locator("section:has(#claims) .tag");
    assertThat(theirs).hasText(words.of("claim.FILED"));

    boolean agreed = language.equals("en");
    if (agreed) {
      exporter.navigate("/desk");
      follow(exporter, words.of("claim.look"));
      exporter.locator("form[action$=agreement] button").click();
      assertThat(exporter.locator("section:has(#claims) .tag")).hasText(words.of("claim.AGREED"));
    } else {
      Page operator = browser.page(exchange.address(), language);
      signIn(operator, "demo-operator");
      follow(operator, words.of("claim.look"));
      Locator filed = operator.locator("li:has-text('Two broken pallets'):has(form)").first();
      filed.locator("[name=award]").fill("5");
      filed.locator("[name=reason]").fill("One was broken before");
      filed.locator("button").click();
      assertThat(operator.getByText("One was broken before")).isVisible();
      operator.context().close();
    }
    owner.reload();
    assertThat(theirs).hasText(words.of(agreed ? "claim.AGREED" : "claim.RULED"));
    assertThat(owner.locator("section:has(#claims)")).containsText(agreed ? "20.00" : "5.00");
    exporter.context().close();
    owner.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void bothSidesReviewALeaseWithoutKnowingWhatTheOtherSays(String language) {
    Words words = Words.in(language);
    Page exporter = browser.page(exchange.address(), language);
    signIn(exporter, "demo-exporter-1");
    LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(40);
    String contract = leased(exporter, words, "Paper fans", 6, start);
    assertThat(exporter.locator("#reviews")).hasCount(0);
    exchange.runOut(UUID.fromString(contract.replaceFirst(".*/", "")));

    exporter.reload();
    exporter.locator("section:has(#reviews) summary").press("Enter");
    mark(exporter, "AS_DESCRIBED", 4);
    mark(exporter, "HANDLING", 5);
    mark(exporter, "COMMUNICATION", 2);
    exporter.fill("#review-words", "A dry shed, " + language);
    exporter.locator("#review-words").press("Tab");
    exporter.keyboard().press("Enter");
    Locator theirs = exporter.locator("section:has(#reviews) li");
    assertThat(theirs).containsText("A dry shed, " + language);

    Page owner = browser.page(exchange.address(), language);
    signIn(owner, "demo-owner-5");
    owner.navigate(contract);
    assertThat(owner.locator("section:has(#reviews) .notice")).hasText(words.of("review.waits"));
    assertThat(owner.locator("section:has(#reviews) li")).hasCount(0);
    String member = owner.locator("main a[href^='/credit/']").first().getAttribute("href");
    owner.locator("section:has(#reviews) summary").press("Enter");
    mark(owner, "GOODS_AS_DECLARED", 3);
    mark(owner, "PUNCTUALITY", 1);
    mark(owner, "COMMUNICATION", 5);
    owner.fill("#review-words", "Late twice, " + language);
    click(owner, words.of("review.go"));
    assertThat(owner.locator("section:has(#reviews) li")).hasCount(2);

    exporter.reload();
    Locator late = exporter.locator("section:has(#reviews) li:has-text('Late twice')");
    late.locator("summary").click();
    late.locator("textarea").fill("The ship was, " + language);
    click(exporter, words.of("review.answer.go"));
    assertThat(late).containsText("The ship was, " + language);
    assertThat(late.locator("form")).hasCount(0);

    Page operator = browser.page(exchange.address(), language);
    signIn(operator, "demo-operator");
    operator.navigate(member);
    Locator shown = operator.locator("section:has(#reviews) li").first();
    assertThat(shown).containsText("Late twice, " + language);
    shown.locator("summary").first().click();
    shown.locator("[name=reason]").first().fill("It named a person");
    shown.locator("button").first().click();
    assertThat(shown).containsText("It named a person");
    exporter.navigate(member);
    assertThat(exporter.locator("section:has(#reviews)")).containsText("It named a person");
    assertThat(exporter.getByText("Late twice, " + language)).hasCount(0);
    assertThat(exporter.locator("section:has(#reviews) caption")).hasCount(1);
    exporter.context().close();
    owner.context().close();
    operator.context().close();
  }

  /** As the keyboard does it: into the group, and on to the mark. */
  private static void mark(Page page, String criterion, int mark) {
    page.locator("#mark-" + criterion + "-1").focus();
    page.keyboard().press("Space");
    for (int i = 1; i < mark; i++) {
      page.keyboard().press("ArrowRight");
    }
    assertThat(page.locator("#mark-" + criterion + "-" + mark)).isChecked();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void anOwnerSaysYesOrNoToALeaseThatWaitsForIt(String language) {
    Words words = Words.in(language);
    Page exporter = browser.page(exchange.address(), language);
    signIn(exporter, "demo-exporter-1");
    exporter.navigate(
        "/requests/new?place=DEHAM&quantity=6&from=" + LocalDate.now(ZoneOffset.UTC).plusDays(50));
    exporter.fill("#goods", "Lanterns");
    exporter.fill("#budget", "9000");
    click(exporter, words.of("request.go"));
    String listing = exporter.locator(".cards h2 a").first().getAttribute("href");
    String offer = "/offers/" + listing.replaceAll(".*/listings/([^?]*).*", "$1");

    Page owner = browser.page(exchange.address(), language);
    signIn(owner, "demo-owner-5");
    accept(owner, offer, "BY_HAND");
    follow(exporter, words.of("quotes.again"));
    assertThat(exporter.locator(".cards li").first()).containsText(words.of("ground.BY_HAND"));
    photograph(exporter, language + "-quotes");
    click(exporter, words.of("quotes.hold"));
    photograph(exporter, language + "-hold");
    click(exporter, words.start("hold.confirm"));
    Locator state = exporter.locator("h1 + span .tag");
    assertThat(state).hasText(words.of("state.AWAITING_ACCEPTANCE"));
    assertThat(exporter.locator("[role=timer]")).containsText(":");
    photograph(exporter, language + "-exporter");

    owner.navigate("/desk");
    Locator waiting = owner.locator("section:has(#awaited) li:has-text('Lanterns')").first();
    assertThat(waiting).containsText(":");
    photograph(owner, language + "-desk");
    boolean accepted = language.equals("en");
    if (accepted) {
      waiting.locator("form[action$=acceptance] button").click();
    } else {
      waiting.locator("summary").click();
      waiting.locator("select").selectOption("GOODS");
      waiting.locator("form[action$=refusal] button").click();
    }
    exporter.reload();
    assertThat(state).hasText(words.of(accepted ? "state.RUNNING" : "state.DECLINED"));
    photograph(exporter, language + "-answered");
    accept(owner, offer, "AT_ONCE");
    owner.navigate(listing);
    photograph(owner, language + "-listing");
    follow(owner, words.of("credit.title"));
    assertThat(owner.locator("#moves")).hasText(words.of("credit.moves"));
    photograph(owner, language + "-credit");
    exporter.context().close();
    owner.context().close();
  }

  private static void accept(Page owner, String offer, String mode) {
    owner.navigate(offer);
    owner.selectOption("#acceptance", mode);
    owner.locator("form:has(#acceptance) > button").click();
    assertThat(owner.locator("#acceptance")).hasValue(mode);
  }

  private static void photograph(Page page, String name) {
    if (System.getProperty("screenshots") != null) {
      Path file = Path.of("target", "screenshots", "acceptance", name + ".png");
      page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void aTenantOffersOnWithConsent(String language) {
    Words words = Words.in(language);
    Page tenant = browser.page(exchange.address(), language);
    signIn(tenant, "demo-exporter-1");
    LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(40);
    String contract = leased(tenant, words, "Kites", 6, start);
    tenant.getByText(words.of("sublet.offer"), new Page.GetByTextOptions().setExact(true)).click();
    assertThat(tenant.locator("#sublet-quantity")).hasValue("6");
    tenant.locator("#sublet-quantity").evaluate("field => field.removeAttribute('max')");
    tenant.fill("#sublet-quantity", "7");
    click(tenant, words.of("sublet.go"));
    assertThat(tenant.getByRole(AriaRole.ALERT)).containsText("7");
    tenant.fill("#sublet-quantity", "6");
    tenant.fill("#sublet-rate", "0.1");
    click(tenant, words.of("sublet.go"));
    Locator state = tenant.locator("section:has(#sublets) .tag");
    assertThat(state).hasText(words.of("consent.WAITING"));

    Page owner = browser.page(exchange.address(), language);
    signIn(owner, "demo-owner-5");
    follow(owner, words.of("nav.inbox"));
    assertThat(owner.locator("section:has(#awaited) li").first())
        .containsText(words.of("inbox.by"));
    owner
        .locator("section:has(#awaited) a:text-is('" + words.of("event.SUBLET_OFFERED") + "')")
        .first()
        .click();
    assertThat(owner).hasURL(contract);
    boolean agreed = language.equals("en");
    if (agreed) {
      owner.locator("form[action$=consent] button").click();
      Page subtenant = browser.page(exchange.address(), language);
      signIn(subtenant, "demo-exporter-5");
      subtenant.navigate(
          "/requests/new?place=DEHAM&quantity=6&from="
              + LocalDate.now(ZoneOffset.UTC).plusDays(40));
      subtenant.fill("#goods", "Lamps");
      subtenant.fill("#budget", "9000");
      click(subtenant, words.of("request.go"));
      click(subtenant, words.of("quotes.hold"));
      click(subtenant, words.start("hold.confirm"));
      assertThat(subtenant.locator("section:has(#chain)")).containsText("Elbkai Lagerhaus GmbH");
      subtenant.context().close();
    } else {
      owner.locator("form[action$=refusal] select").selectOption("INSURANCE");
      owner.locator("form[action$=refusal] button").click();
      assertThat(owner.locator("section:has(#sublets)"))
          .containsText(words.of("consent.refusal.INSURANCE"));
    }
    tenant.reload();
    assertThat(state).hasText(words.of(agreed ? "listing.open" : "consent.REFUSED"));
    tenant.navigate("/offers");
    assertThat(tenant.locator("tbody .tag").first()).hasText(words.of("sublet.tag"));
    tenant.context().close();
    owner.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void aLeaseIsHandedOverWithTheOwnersConsent(String language) {
    Words words = Words.in(language);
    Page newcomer = browser.page(exchange.address(), language);
    signIn(newcomer, "demo-exporter-5");
    follow(newcomer, words.of("credit.own"));
    String number = newcomer.locator("main code").first().textContent();

    Page holder = browser.page(exchange.address(), language);
    signIn(holder, "demo-exporter-1");
    LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(45);
    String lease = leased(holder, words, "Fans", 4, start);
    holder.getByText(words.of("novation.go"), new Page.GetByTextOptions().setExact(true)).click();
    holder.fill("#newcomer", number);
    holder.locator("#over").evaluate("field => field.removeAttribute('max')");
    holder.fill("#over", "5");
    click(holder, words.of("novation.offer"));
    assertThat(holder.getByRole(AriaRole.ALERT)).containsText(words.of("field.quantity"));
    assertThat(holder.locator("#newcomer")).hasValue(number);
    holder.fill("#over", "3");
    holder.fill("#overFrom", start.plusDays(7).toString());
    holder.fill("#price", "-20");
    click(holder, words.of("novation.offer"));
    Locator state = holder.locator("h1 + .tag");
    assertThat(state).hasText(words.of("novation.state.OFFERED"));
    String offer = holder.url();
    assertThat(holder.locator(".figures dt").first()).hasText(words.of("novation.price.holder"));

    newcomer.navigate("/desk");
    newcomer.locator("section:has(#novations) a").first().click();
    assertThat(newcomer).hasURL(offer);
    assertThat(newcomer.locator("form[action$=taking]")).hasCount(0);
    Page owner = browser.page(exchange.address(), language);
    signIn(owner, "demo-owner-5");
    owner.locator("section:has(#novations) a").first().click();
    boolean agreed = language.equals("en");
    if (agreed) {
      owner.locator("form[action$=consent] button").click();
      newcomer.reload();
      newcomer.fill("#goods", "Heaters");
      newcomer.locator("form[action$=taking] button").click();
      assertThat(newcomer.locator("h1 + span .tag")).hasText(words.of("state.RUNNING"));
      assertThat(newcomer.locator(".facts dd").first()).hasText("Heaters");
    } else {
      owner.locator("form[action$=refusal] select").selectOption("COMPETITION");
      owner.locator("form[action$=refusal] button").click();
      newcomer.reload();
      assertThat(newcomer.locator("main .notice.bad"))
          .containsText(words.of("novation.reason.COMPETITION"));
    }
    holder.navigate(lease);
    assertThat(holder.locator("section:has(#amend) .tag"))
        .hasText(words.of(agreed ? "novation.state.TAKEN" : "novation.state.REFUSED"));
    assertThat(holder.locator("section:has(#amend) a[href*=amendments]")).hasCount(agreed ? 1 : 0);
    newcomer.context().close();
    holder.context().close();
    owner.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void theOperatorStatesRulesAndFundsTheGuarantee(String language) {
    Words words = Words.in(language);
    Page page = browser.page(exchange.address(), language);
    signIn(page, "demo-operator");
    page.navigate("/rules");
    page.fill("#coverPeriods", "13");
    page.locator("#coverPeriods").evaluate("field => field.removeAttribute('max')");
    click(page, words.of("rules.state"));
    assertThat(page.getByRole(AriaRole.ALERT)).containsText(words.of("field.coverPeriods"));
    page.fill("#coverPeriods", "2");
    page.fill("#validFrom", LocalDate.now(ZoneOffset.UTC).plusDays(300).toString());
    click(page, words.of("rules.state"));
    assertThat(page.getByRole(AriaRole.STATUS)).containsText(words.of("rules.next"));
    assertThat(page.locator("#coverPeriods")).hasValue("2");

    page.navigate("/guarantee");
    page.selectOption("#currency", language.equals("en") ? "GBP" : "AUD");
    page.fill("#amount", "2500");
    page.fill("#reference", "POOL-" + language);
    page.locator("form[action$=funds] button").click();
    String currency = language.equals("en") ? "GBP" : "AUD";
    assertThat(page.locator(".cards li:has(h2:text-is('" + currency + "')) strong"))
        .containsText("2,500.00");
    page.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void theOperatorWatchesARoundFindItsPlan(String language) {
    Words words = Words.in(language);
    Page page = browser.page(exchange.address(), language);
    signIn(page, "demo-operator");
    page.navigate("/rounds");
    page.fill("#seconds", "3");
    click(page, words.of("rounds.start"));
    assertThat(page.getByText(words.of("round.live"))).isVisible();
    assertThat(page.getByText(words.of("round.against")).first())
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(40_000));
    assertThat(page.getByText(words.of("round.who"))).isVisible();
    page.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void theOperatorHasRoundsStartByThemselves(String language) {
    Words words = Words.in(language);
    Page page = browser.page(exchange.address(), language);
    signIn(page, "demo-operator");
    follow(page, words.of("schedule.change"));
    page.fill("#everyMinutes", "");
    page.fill("#dailyAt", "");
    page.locator("#on").check();
    click(page, words.of("offer.save"));
    assertThat(page.getByRole(AriaRole.ALERT)).containsText(words.of("field.on"));
    page.fill("#everyMinutes", "720");
    page.fill("#dailyAt", "06:30");
    click(page, words.of("offer.save"));
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("720");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("06:30");
    page.navigate("/desk");
    assertThat(page.locator("section:has(#rounds)")).containsText("720");
    follow(page, words.of("schedule.change"));
    assertThat(page.locator("#on")).isChecked();
    page.locator("#on").uncheck();
    click(page, words.of("offer.save"));
    assertThat(page.getByRole(AriaRole.STATUS)).hasText(words.of("schedule.off"));
    assertThat(page.locator("section:has(#history) tbody tr").nth(1)).containsText("720");
    page.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void anOwnerTakesDaysOffTheMarketAndPutsThemBack(String language) {
    Words words = Words.in(language);
    Page page = browser.page(exchange.address(), language);
    signIn(page, "demo-owner-1");
    page.navigate("/offers");
    page.locator("tbody th a").last().click();
    LocalDate day = LocalDate.parse(page.locator("#to").getAttribute("max")).minusDays(9);
    page.fill("#from", day.toString());
    page.fill("#to", day.plusDays(2).toString());
    page.fill("#reason", "New floor");
    page.locator("#units").evaluate("field => field.removeAttribute('max')");
    page.fill("#units", "999999");
    click(page, words.of("block.go"));
    assertThat(page.getByRole(AriaRole.ALERT)).containsText(day.toString());
    assertThat(page.locator("#reason")).hasValue("New floor");
    page.fill("#units", "1");
    click(page, words.of("block.go"));
    assertThat(page.locator("section:has(#blocks) li")).containsText("New floor");
    page.locator("form[action$=removal] button").click();
    assertThat(page.locator("section:has(#blocks) li")).hasCount(0);
    page.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void aMemberReadsItsInboxAndIsMailed(String language) {
    Words words = Words.in(language);
    String member = language.equals("en") ? "demo-exporter-1" : "demo-exporter-5";
    Page page = browser.page(exchange.address(), language);
    signIn(page, member);
    page.navigate(
        "/requests/new?place=NLRTM&quantity=5&from=" + LocalDate.now(ZoneOffset.UTC).plusDays(20));
    page.fill("#goods", "Shelves");
    page.fill("#budget", "9000");
    click(page, words.of("request.go"));
    String request = page.locator(".crumb a").getAttribute("href");
    Locator count = page.locator("#unread .tag");
    assertThat(count).isVisible();
    follow(page, words.of("nav.inbox"));
    Locator newest = page.locator("section:has(#told) li").first();
    assertThat(newest).containsText(words.of("event.LEASE_REQUEST_FILED"));
    assertThat(newest.locator(".tag")).hasText(words.of("inbox.new"));
    assertThat(newest.locator("a")).hasAttribute("href", request);
    photograph(page, language + "-inbox");
    click(page, words.of("inbox.read"));
    assertThat(count).hasCount(0);
    assertThat(page.locator("section:has(#told) li .tag")).hasCount(0);
    assertThat(page.getByText(words.of("inbox.read"))).hasCount(0);

    follow(page, words.of("inbox.preferences"));
    assertThat(page.locator("#topic-ANSWERS")).isChecked();
    page.locator("#address-1").evaluate("field => field.type = 'text'");
    page.fill("#address-1", "no address");
    click(page, words.of("offer.save"));
    assertThat(page.getByRole(AriaRole.ALERT)).containsText(words.of("field.addresses"));
    assertThat(page.locator("#address-1")).hasValue("no address");
    page.fill("#address-1", "ops@lantern.example");
    page.locator("#topic-MARKET").check();
    page.locator("#topic-ANSWERS").uncheck();
    page.selectOption("#mail-language", "zh");
    click(page, words.of("offer.save"));
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    page.reload();
    assertThat(page.locator("#address-1")).hasValue("ops@lantern.example");
    assertThat(page.locator("#topic-MARKET")).isChecked();
    assertThat(page.locator("#topic-ANSWERS")).not().isChecked();
    assertThat(page.locator("#mail-language")).hasValue("zh");
    photograph(page, language + "-preferences");
    page.context().close();
  }

  @Test
  void aWrongSpreadsheetIsToldRowByRowAndOnlyTheRightRowsAreStored() {
    Words words = Words.in("en");
    Page page = browser.page(exchange.address(), "en");
    signIn(page, "demo-owner-1");
    String site = site(page);
    String spring = nextYear("03-01");
    List<String> rows = new ArrayList<>();
    List<String> mistakes = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int line = i + 2;
      switch (i % 25) {
        case 0 -> rows.add(row(site, "300", spring, "EUR"));
        case 1, 2, 3 -> {
          rows.add(row("Nowhere", "300", spring, "EUR"));
          mistakes.add(line + "warehouseNowhere" + words.of("upload.problem.warehouse"));
        }
        case 4, 5, 6 -> {
          rows.add(row(site, "300", spring, "XYZ"));
          mistakes.add(line + "currencyXYZ" + words.of("upload.problem.currency"));
        }
        case 7, 8, 9 -> {
          rows.add(row(site, "300", "1 March", "EUR"));
          mistakes.add(line + "from1 March" + words.of("upload.problem.date"));
        }
        default -> {
          rows.add(row(site, "lots", spring, "EUR"));
          mistakes.add(line + "quantitylots" + words.of("upload.problem.whole"));
        }
      }
    }
    int before = listed(page).size();
    upload(page, words, rows);
    assertThat(page.locator(".figures dd").nth(1)).hasText("40");
    assertThat(page.locator(".figures dd").nth(2)).hasText("960");
    assertThat(page.locator("section:has(#mistakes) tbody tr").allTextContents())
        .isEqualTo(mistakes);
    assertThat(listed(page)).hasSize(before);
    click(page, words.start("upload.go"));
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("40");
    List<String> after = listed(page);
    assertThat(after).hasSize(before + 40);
    assertThat(after)
        .filteredOn(
            line -> line.startsWith(site + ",AMBIENT,XPX,300," + spring + "," + nextYear("09-30")))
        .hasSize(40);
    page.context().close();
  }

  @Test
  void anOwnerListsAHundredSlotsFromOneFile() {
    Words words = Words.in("zh-CN");
    Page page = browser.page(exchange.address(), "zh-CN");
    signIn(page, "demo-owner-5");
    String site = site(page);
    upload(page, words, Collections.nCopies(100, row(site, "250", nextYear("04-01"), "EUR")));
    assertThat(page.locator("section:has(#mistakes)")).hasCount(0);
    click(page, words.start("upload.go"));
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("100");
    page.context().close();
  }

  private static String site(Page page) {
    page.navigate("/warehouses");
    return page.locator("tbody th").first().textContent();
  }

  private static String nextYear(String monthAndDay) {
    return LocalDate.now(ZoneOffset.UTC).plusYears(1).getYear() + "-" + monthAndDay;
  }

  private static String row(String site, String quantity, String from, String currency) {
    return String.join(
        ",", site, "AMBIENT,XPX", quantity, from, nextYear("09-30"), currency, "0.28,DAY");
  }

  private static void upload(Page page, Words words, List<String> rows) {
    String csv =
        "warehouse,storageClass,unit,quantity,from,to,currency,rate,basis\n"
            + String.join("\n", rows);
    page.navigate("/offers/upload");
    page.setInputFiles(
        "#file", new FilePayload("listings.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
    click(page, words.of("upload.preview"));
  }

  /** What the member lists, as it would download it. */
  private static List<String> listed(Page page) {
    return page.request().get("/export/offers.csv").text().lines().skip(1).toList();
  }

  @Test
  void languageAndColoursAreTheReadersOwn() {
    Page page = browser.page(exchange.address(), "fr");
    page.navigate("/help");
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    click(page, "简体中文");
    assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
    assertThat(page.locator("h1")).hasText(Words.in("zh-CN").of("help.title"));
    click(page, Words.in("zh-CN").of("theme.dark"));
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    page.context().close();
  }

  @Test
  void theKeyboardReachesTheContentAtOnce() {
    Page page = browser.page(exchange.address(), "en");
    page.navigate("/");
    page.keyboard().press("Tab");
    assertThat(page.locator(":focus")).hasText(Words.in("en").of("site.skip"));
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    assertThat(page.locator("#place")).isFocused();
    page.context().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void noPageHasABarrierOrIsWiderThanTheWindow(String language) {
    List<String> barriers = new ArrayList<>();
    BrowserContext context = browser.open(exchange.address(), language, ColorScheme.LIGHT, 1280);
    Sights.visit(
        context.newPage(),
        exchange,
        Words.in(language),
        (name, page) -> {
          barriers.addAll(barriers(name, new AxeBuilder(page)));
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
          page.setViewportSize(390, 844);
          barriers.addAll(
              barriers(name + " in the dark", new AxeBuilder(page).withRules(ON_COLOURS)));
          if ((Boolean) page.evaluate(IS_CUT_OFF)) {
            barriers.add(name + ": wider than a small window");
          }
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
          page.setViewportSize(1280, 900);
        });
    assertThat(barriers).isEmpty();
    context.close();
  }

  /** All others look at what does not change with the colours. */
  private static final List<String> ON_COLOURS = List.of("color-contrast", "link-in-text-block");

  private static final String IS_CUT_OFF =
      "document.documentElement.scrollWidth > document.documentElement.clientWidth";

  private static List<String> barriers(String name, AxeBuilder axe) {
    // Pages have no frames, so nothing has to be put together in a window of its own.
    return axe.setLegacyMode(true).analyze().getViolations().stream()
        .filter(rule -> GRAVE.contains(rule.getImpact()))
        .map(rule -> name + ": " + rule.getId() + " " + rule.getNodes().get(0).getHtml())
        .toList();
  }

  /** {@code -Dscreenshots} looks at every page and keeps what it saw under {@code target}. */
  @Test
  @EnabledIfSystemProperty(named = "screenshots", matches = ".*")
  void everyPageIsPhotographed() {
    for (String language : List.of("en", "zh-CN")) {
      for (int width : new int[] {1280, 390}) {
        ColorScheme colours = width < 1000 ? ColorScheme.DARK : ColorScheme.LIGHT;
        BrowserContext context = browser.open(exchange.address(), language, colours, width);
        Path folder = Path.of("target", "screenshots", language + "-" + width);
        Sights.visit(
            context.newPage(),
            exchange,
            Words.in(language),
            (name, page) ->
                page.screenshot(
                    new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(folder.resolve(name + ".png"))));
        context.close();
      }
    }
  }
}
