package exchange.api;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Every page of the site, each as a member sees it who has something on it. */
final class Sights {
  private static final List<String> PUBLIC =
      List.of("/", "/search?place=DEHAM", "/login", "/help", "/rounds", "/nothing-here");
  private static final List<String> EXPORTER =
      List.of(
          "/desk",
          "/requests",
          "/requests/new?place=DEHAM",
          "/holds",
          "/contracts",
          "/documents",
          "/disputes",
          "/wallet",
          "/payouts",
          "/reserves",
          "/inbox",
          "/inbox/preferences");
  private static final List<String> OWNER =
      List.of(
          "/desk",
          "/warehouses",
          "/warehouses/new",
          "/offers",
          "/offers/new",
          "/offers/upload",
          "/contracts",
          "/wallet");
  private static final List<String> OPERATOR =
      List.of(
          "/desk",
          "/rounds",
          "/rounds/schedule",
          "/members",
          "/books",
          "/payouts",
          "/claims",
          "/disputes",
          "/guarantee",
          "/rules",
          "/books/journal",
          "/books/journal/verification",
          "/documents");

  private final Page page;
  private final DemoExchange exchange;
  private final Words words;
  private final BiConsumer<String, Page> look;

  private Sights(Page page, DemoExchange exchange, Words words, BiConsumer<String, Page> look) {
    this.page = page;
    this.exchange = exchange;
    this.words = words;
    this.look = look;
  }

  /**
   * @param look is given a name for each page and the page itself
   */
  static void visit(Page page, DemoExchange exchange, Words words, BiConsumer<String, Page> look) {
    Sights sights = new Sights(page, exchange, words, look);
    sights.each("public", PUBLIC);
    page.navigate("/rounds");
    // The newest may be running still; the demo's own, the oldest, has ended.
    String round = page.locator("tbody th a").last().getAttribute("href");
    sights.see("public-round", round);
    page.navigate("/search?place=DEHAM");
    page.locator(".result h3 a").first().click();
    sights.look("public-listing");

    sights.signIn("demo-operator");
    sights.stateRates();
    sights.signIn("demo-exporter-1");
    sights.conversion();
    String contract = sights.lease();
    sights.claim(contract);
    sights.dispute();
    sights.review(contract);
    sights.each("exporter", EXPORTER);
    sights.see("exporter-round", round);

    sights.signIn("demo-owner-5");
    sights.each("owner", OWNER);
    page.navigate("/offers");
    page.locator("tbody th a").first().click();
    page.fill("#from", page.locator("#from").getAttribute("min"));
    page.fill("#to", page.locator("#from").getAttribute("min"));
    page.fill("#units", "1");
    page.fill("#reason", "New floor");
    page.locator("form[action$=blocks] button").click();
    sights.look("owner-offer");
    sights.signIn("demo-operator");
    sights.each("operator", OPERATOR);
    sights.see("operator-round", round);
  }

  /** The button of the best quote of demo-owner-5's that the owner need not say yes to. */
  static Locator atOnce(Page page, Words words) {
    return page.locator(".cards > li:has-text('Elbkai')")
        .filter(new Locator.FilterOptions().setHasText(words.of("acceptance.atOnce")))
        .first()
        .locator("form button");
  }

  /** From a request to its contract, past every page on the way. */
  private String lease() {
    page.navigate(
        "/requests/new?place=DEHAM&quantity=6&from=" + LocalDate.now(ZoneOffset.UTC).plusDays(30));
    page.fill("#goods", "Sample goods");
    page.fill("#budget", "9000");
    page.locator("main form button").click();
    look("exporter-quotes");
    String request = page.locator(".crumb a").getAttribute("href");
    atOnce(page, words).click();
    look("exporter-hold");
    page.locator("form[action$=confirmation] button").click();
    page.waitForURL("**/contracts/*");
    look("exporter-contract");
    String contract = page.url();
    see("exporter-request", request);
    change(contract);
    exchange.endPeriod(id(contract));
    see("exporter-contract-invoiced", contract);
    page.navigate("/documents");
    page.locator("tbody th a").first().click();
    look("exporter-document");
    return contract;
  }

  /** What less or more of a lease would cost, and how it is handed over, as all three see it. */
  private void change(String contract) {
    signIn("demo-exporter-5");
    page.locator("main a[href*=credit]").first().click();
    look("exporter-credit");
    String newcomer = page.locator("main code").first().textContent();
    signIn("demo-exporter-1");
    form(contract, "amendments");
    look("exporter-amendment");
    form(contract, "annexes");
    look("exporter-annex");
    page.navigate(contract);
    page.locator("details:has(form[action$=novations]) summary").click();
    page.fill("#newcomer", newcomer);
    page.locator("form[action$=novations] button").click();
    page.waitForURL("**/novations/*");
    String offer = page.url();
    look("exporter-novation");
    signIn("demo-owner-5");
    see("owner-novation", offer);
    page.locator("form[action$=consent] button").click();
    signIn("demo-exporter-5");
    look("exporter-desk-novation");
    see("exporter-novation-offered", offer);
    signIn("demo-exporter-1");
    page.navigate(offer);
    page.locator("form[action$=withdrawal] button").click();
  }

  /** With what stands in its fields. */
  private void form(String contract, String kind) {
    page.navigate(contract);
    page.locator("details:has(form[action$=" + kind + "]) summary").click();
    page.locator("form[action$=" + kind + "] button").click();
  }

  private static UUID id(String address) {
    return UUID.fromString(address.replaceFirst(".*/", ""));
  }

  private void stateRates() {
    page.navigate("/rules");
    page.fill("#source", "Sample rates");
    page.locator("form[action$=rates] button").click();
  }

  private void conversion() {
    page.navigate("/wallet");
    page.fill("#amount", "100");
    page.locator("form[action$=conversions] button").click();
    look("exporter-conversion");
  }

  /** As the owner files it, and as the exporter then sees it. */
  private void claim(String contract) {
    signIn("demo-owner-5");
    page.navigate(contract);
    page.locator("section:has(#claims) summary").click();
    page.fill("#amount", "20");
    page.fill("#reason", "Two broken pallets");
    look("owner-contract");
    page.locator("form[action$=claims] button").click();
    signIn("demo-exporter-1");
    see("exporter-contract-claimed", contract);
  }

  /** From the invoice's line to the ruling, as each of the three sees it. */
  private void dispute() {
    page.navigate("/documents");
    page.locator("tbody th a").first().click();
    page.locator("section:has(#dispute) a.button").first().click();
    page.fill("#amount", "7.50");
    page.fill("#statement", "Two days were charged twice");
    look("exporter-dispute-new");
    page.locator("form[action$=disputes] button").click();
    page.waitForURL("**/disputes/*");
    String dispute = page.url();
    page.setInputFiles(
        "#file",
        new FilePayload(
            "days.txt", "text/plain", "31 days, not 33".getBytes(StandardCharsets.UTF_8)));
    page.locator("form[action$=evidence] button").click();
    signIn("demo-owner-5");
    page.navigate(dispute);
    page.fill("#offer-amount", "5");
    page.fill("#offer-words", "One of them was");
    page.locator("form[action$=offers] button").click();
    page.fill("#answer-words", "One of them was a Sunday");
    look("owner-dispute");
    page.locator("form[action$=answer] button").click();
    signIn("demo-operator");
    look("operator-desk-dispute");
    page.navigate(dispute);
    look("operator-dispute");
    page.fill("#award", "6");
    page.fill("#reason", "One, and some of the other");
    page.locator("form[action$=ruling] button").click();
    signIn("demo-exporter-1");
    page.navigate(dispute);
    page.locator("section:has(#appeal) summary").click();
    page.locator("section:has(#accept) summary").click();
    look("exporter-dispute-ruled");
    page.locator("form[action$=acceptance] button").click();
    look("exporter-dispute-settled");
  }

  /** Of a lease that is over, by both sides, and what everybody reads of the owner then. */
  private void review(String contract) {
    exchange.runOut(id(contract));
    signIn("demo-owner-5");
    page.navigate(contract);
    giveMarks();
    look("owner-contract-review");
    page.locator("form[action$=reviews] button").click();
    look("owner-contract-blind");
    signIn("demo-exporter-1");
    page.navigate(contract);
    giveMarks();
    page.locator("form[action$=reviews] button").click();
    page.locator("section:has(#reviews) li summary").first().click();
    look("exporter-contract-reviewed");
    String owner = page.locator("main a[href^='/credit/']").first().getAttribute("href");
    signIn("demo-operator");
    page.navigate(owner);
    page.locator("section:has(#reviews) li summary").first().click();
    look("operator-credit-reviewed");
    signIn("demo-exporter-1");
  }

  private void giveMarks() {
    page.locator("section:has(#reviews) summary").click();
    for (Locator third : page.locator("section:has(#reviews) input[value='3']").all()) {
      third.check();
    }
    page.fill("#review-words", "As agreed, but for two broken pallets");
  }

  private void signIn(String clientId) {
    page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("session"));
    page.navigate("/login");
    page.locator("form:has(input[value=" + clientId + "]) button").click();
    page.waitForURL("**/desk");
  }

  private void each(String who, List<String> paths) {
    for (String path : paths) {
      String name = path.equals("/") ? "front" : path.substring(1).replaceFirst("\\?.*", "");
      see(who + "-" + name.replace('/', '-'), path);
    }
  }

  private void see(String name, String path) {
    page.navigate(path);
    look(name);
  }

  private void look(String name) {
    look.accept(name, page);
  }
}
