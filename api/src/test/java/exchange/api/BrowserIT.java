package exchange.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do with the pages, in both languages, in a real browser on the demo market. */
class BrowserIT {
  private static final Set<String> GRAVE = Set.of("serious", "critical");

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

  /** The pages' own words in one language. */
  private record Words(ResourceBundle bundle) {
    static Words in(String language) {
      Locale locale = Locale.forLanguageTag(language);
      return new Words(
          ResourceBundle.getBundle(
              "messages",
              locale.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ROOT,
              ResourceBundle.Control.getNoFallbackControl(
                  ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    String of(String key) {
      return bundle.getString(key);
    }

    /** The words before the first value that is filled in. */
    String start(String key) {
      return of(key).replaceFirst("(?s)\\{.*", "").strip();
    }
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

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void aNewcomerHoldsASlotInFiveClicksAndMakesItAContract(String language) {
    Words words = Words.in(language);
    Page page = browser.page(exchange.address(), language);
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
    click(page, words.of("quotes.hold"));

    assertThat(page.locator("[role=timer]")).containsText(":");
    page.reload();
    assertThat(page.locator("[role=timer]")).containsText(":");
    click(page, words.of("hold.extend"));
    assertThat(page.getByText(words.of("hold.extend"))).hasCount(0);
    String total = page.locator("tfoot td").first().textContent();
    click(page, words.start("hold.confirm"));
    assertThat(page.locator("h1")).containsText(words.start("contract.title"));
    assertThat(page.locator("tfoot td").first()).hasText(total);
    assertThat(page.locator(".timeline .done").first()).containsText(words.of("milestone.settled"));
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
  void aWrongSpreadsheetIsToldRowByRowAndOnlyTheRightRowsAreStored(String language) {
    Words words = Words.in(language);
    Page page = browser.page(exchange.address(), language);
    signIn(page, "demo-owner-1");
    page.navigate("/offers/upload");
    page.setInputFiles("#file", new FilePayload("listings.csv", "text/csv", sheet(page, 1000, 40)));
    click(page, words.of("upload.preview"));
    assertThat(page.locator(".figures dd").nth(1)).hasText("40");
    assertThat(page.locator(".figures dd").nth(2)).hasText("960");
    assertThat(page.locator("section:has(#mistakes) tbody tr")).hasCount(960);
    assertThat(page.locator("section:has(#mistakes) tbody tr").first())
        .hasText("3quantitylots" + words.of("upload.problem.whole"));
    click(page, words.start("upload.go"));
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("40");
    page.context().close();
  }

  /** So many rows, of which every so-manieth can be listed. */
  private static byte[] sheet(Page page, int rows, int right) {
    page.navigate("/warehouses");
    String site = page.locator("tbody th").first().textContent();
    page.navigate("/offers/upload");
    StringBuilder csv =
        new StringBuilder("warehouse,storageClass,unit,quantity,from,to,currency,rate,basis\n");
    for (int i = 0; i < rows; i++) {
      String quantity = i % (rows / right) == 0 ? "300" : "lots";
      csv.append(site)
          .append(",AMBIENT,XPX,")
          .append(quantity)
          .append(",2027-03-01,2027-09-30,EUR,0.28,DAY\n");
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
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

  /**
   * What is a barrier does not hang on the language, so each is looked at in colours of its own.
   */
  @ParameterizedTest
  @CsvSource({"en, LIGHT", "zh-CN, DARK"})
  void noPageHasABarrier(String language, ColorScheme colours) {
    List<String> barriers = new ArrayList<>();
    BrowserContext context = browser.open(exchange.address(), language, colours, 1280);
    Sights.visit(
        context.newPage(),
        exchange::endPeriod,
        (name, page) -> {
          barriers.addAll(barriers(name, page));
          if ((Boolean) page.evaluate(IS_CUT_OFF)) {
            barriers.add(name + ": wider than the window");
          }
        });
    assertThat(barriers).isEmpty();
    context.close();
  }

  private static final String IS_CUT_OFF =
      "document.documentElement.scrollWidth > document.documentElement.clientWidth";

  private static List<String> barriers(String name, Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
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
        BrowserContext context =
            browser.open(exchange.address(), language, ColorScheme.LIGHT, width);
        Path folder = Path.of("target", "screenshots", language + "-" + width);
        Sights.visit(
            context.newPage(),
            exchange::endPeriod,
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
