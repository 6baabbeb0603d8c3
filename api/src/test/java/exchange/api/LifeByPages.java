package exchange.api;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import exchange.client.model.Dates;
import exchange.client.model.ReviewSide;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** With a browser, each member in a window of its own. */
final class LifeByPages implements Life {
  private final Browser browser;
  private final String address;
  private final Map<UUID, Page> windows = new HashMap<>();

  LifeByPages(Browser browser, String address) {
    this.browser = browser;
    this.address = address;
  }

  private Page of(Partner member) {
    return windows.computeIfAbsent(
        member.id(),
        id -> {
          Page page = browser.page(address, "en");
          page.navigate("/login");
          page.fill("#username", id.toString());
          page.fill("#password", member.secret());
          page.locator("form:has(#username) button").click();
          page.waitForURL("**/desk");
          return page;
        });
  }

  private static UUID idIn(String address) {
    return UUID.fromString(address.replaceFirst(".*/", ""));
  }

  private static Locator form(Page page, String action) {
    return page.locator("form[action$=" + action + "]");
  }

  /** Opens what hides a form, and gives it. */
  private static Locator opened(Page page, String action) {
    page.locator("details:has(form[action$=" + action + "]) summary").click();
    return form(page, action);
  }

  private static void fill(Locator form, String field, Object value) {
    form.locator("[name=" + field + "]").fill(value.toString());
  }

  private static void send(Locator form) {
    form.locator("button").click();
  }

  @Override
  public UUID lease(Partner exporter, UUID listing, int units, LocalDate from, int days) {
    Page page = of(exporter);
    page.navigate("/requests/new?place=DEHAM&quantity=" + units + "&from=" + from);
    page.fill("#goods", "LED lanterns, boxed");
    page.fill("#days", String.valueOf(days));
    page.fill("#budget", "90000");
    page.locator("main form button").click();
    page.locator(".cards li:has(a[href*='" + listing + "']) > form button").click();
    send(form(page, "confirmation"));
    page.waitForURL("**/contracts/*");
    return idIn(page.url());
  }

  @Override
  public UUID sublet(
      Partner tenant, Partner owner, UUID contract, int units, Dates window, String rate) {
    Page page = of(tenant);
    page.navigate("/contracts/" + contract);
    Locator form = opened(page, "sublets");
    fill(form, "quantity", units);
    fill(form, "from", window.getFrom());
    fill(form, "to", window.getTo().minusDays(1));
    fill(form, "rate", rate);
    send(form);
    String listing = page.locator("section:has(#sublets) li a").getAttribute("href");
    Page owners = of(owner);
    owners.navigate("/contracts/" + contract);
    send(form(owners, "consent"));
    return idIn(listing);
  }

  @Override
  public UUID handOver(
      Partner holder,
      Partner owner,
      Partner newcomer,
      UUID contract,
      LocalDate from,
      int units,
      String price) {
    Page page = of(holder);
    page.navigate("/contracts/" + contract);
    Locator form = opened(page, "novations");
    fill(form, "newcomer", newcomer.id());
    fill(form, "overFrom", from);
    fill(form, "over", units);
    fill(form, "price", price);
    send(form);
    page.waitForURL("**/novations/*");
    String offer = page.url();
    Page owners = of(owner);
    owners.navigate(offer);
    send(form(owners, "consent"));
    Page newcomers = of(newcomer);
    newcomers.navigate(offer);
    fill(form(newcomers, "taking"), "goods", "Kettles");
    send(form(newcomers, "taking"));
    newcomers.waitForURL("**/contracts/*");
    return idIn(newcomers.url());
  }

  @Override
  public UUID dispute(Partner exporter, UUID contract, String amount) {
    Page page = of(exporter);
    page.navigate("/contracts/" + contract);
    page.locator("section:has(#papers) li a").last().click();
    page.locator("section:has(#dispute) a[href*=HANDLING_IN]").click();
    page.fill("#amount", amount);
    page.fill("#statement", "Some of the pallets were never unloaded");
    send(form(page, "disputes"));
    page.waitForURL("**/disputes/*");
    return idIn(page.url());
  }

  @Override
  public void answer(Partner owner, UUID dispute) {
    Page page = of(owner);
    page.navigate("/disputes/" + dispute);
    fill(form(page, "answer"), "words", "They were");
    send(form(page, "answer"));
    page.waitForCondition(() -> form(page, "answer").count() == 0);
  }

  @Override
  public void rule(Partner operator, UUID dispute, String award) {
    Page page = of(operator);
    page.navigate("/disputes/" + dispute);
    fill(form(page, "ruling"), "award", award);
    fill(form(page, "ruling"), "reason", "By the gate’s book");
    send(form(page, "ruling"));
    page.waitForCondition(() -> form(page, "ruling").count() == 0);
  }

  @Override
  public void review(Partner party, ReviewSide side, UUID contract, int marks) {
    Page page = of(party);
    page.navigate("/contracts/" + contract);
    Locator form = opened(page, "reviews");
    Life.criteria(side)
        .forEach(criterion -> form.locator("#mark-" + criterion + "-" + marks).check());
    send(form);
    page.waitForCondition(() -> form(page, "reviews").count() == 0);
  }

  @Override
  public void close() {
    browser.assertNoComplaints();
    browser.close();
  }
}
