package exchange.api;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

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
          "/reserves");
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
  private final Consumer<UUID> endPeriod;
  private final BiConsumer<String, Page> look;

  private Sights(Page page, Consumer<UUID> endPeriod, BiConsumer<String, Page> look) {
    this.page = page;
    this.endPeriod = endPeriod;
    this.look = look;
  }

  /**
   * @param endPeriod closes the running period of a contract as if its days were over
   * @param look is given a name for each page and the page itself
   */
  static void visit(Page page, Consumer<UUID> endPeriod, BiConsumer<String, Page> look) {
    Sights sights = new Sights(page, endPeriod, look);
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

  /** From a request to its contract, past every page on the way. */
  private String lease() {
    page.navigate(
        "/requests/new?place=DEHAM&quantity=6&from=" + LocalDate.now(ZoneOffset.UTC).plusDays(30));
    page.fill("#goods", "Sample goods");
    page.fill("#budget", "9000");
    page.locator("main form button").click();
    look("exporter-quotes");
    String request = page.locator(".crumb a").getAttribute("href");
    page.locator(".cards button").first().click();
    look("exporter-hold");
    page.locator("form[action$=confirmation] button").click();
    look("exporter-contract");
    String contract = page.url();
    see("exporter-request", request);
    endPeriod.accept(UUID.fromString(contract.replaceFirst(".*/", "")));
    see("exporter-contract-invoiced", contract);
    page.navigate("/documents");
    page.locator("tbody th a").first().click();
    look("exporter-document");
    return contract;
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
