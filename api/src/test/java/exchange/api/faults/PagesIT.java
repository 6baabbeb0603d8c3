package exchange.api.faults;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import exchange.api.Browser;
import exchange.api.Words;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stores stop and start under open pages, which say so and go on by themselves. */
@Tag("timed")
class PagesIT {
  private static final Words WORDS = Words.in("en");

  @Test
  void pagesSayThatAStoreIsAwayAndGoOnByThemselves() throws Exception {
    try (Browser browser = Browser.start();
        Cluster cluster = Cluster.start(Duration.ofHours(1))) {
      Market market = new Market(cluster, new History(), 1, 10);
      Page page = browser.page("http://127.0.0.1:" + cluster.port(0), "en");
      signIn(page, market.exporter());

      cluster.postgres.kill();
      page.reload();
      assertThat(page.locator("h1")).hasText(WORDS.of("error.paused.title"));
      assertThat(page.getByRole(AriaRole.ALERT).locator("visible=true"))
          .hasText(WORDS.of("refusal.STORE_UNAVAILABLE"));
      cluster.postgres.start();
      assertThat(page.locator("h1 + p")).hasText(WORDS.of("nav.desk"));

      LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(60);
      page.navigate("/requests/new?place=DEHAM&quantity=1&from=" + start);
      page.fill("#goods", "Lamps");
      page.fill("#budget", "90000");
      page.fill("#days", "30");
      button(page, "request.go");
      cluster.redis.kill();
      button(page, "quotes.hold");
      assertThat(page.locator("[data-back]")).hasText(WORDS.of("refusal.HOLDS_UNAVAILABLE"));
      Page other = page.context().newPage();
      other.navigate("/search");
      assertThat(other.locator("#found")).isVisible();
      cluster.redis.start();
      assertThat(page.locator("[data-back]")).hasText(WORDS.of("error.back"));
      button(page, "quotes.hold");
      assertThat(page.locator("[role=timer]")).containsText(":");
    }
  }

  private static void signIn(Page page, Caller member) {
    page.navigate("/login");
    page.fill("#username", member.id);
    page.fill("#password", member.secret);
    page.locator("form:has(#username) button").click();
    page.waitForURL("**/desk");
  }

  private static void button(Page page, String word) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(WORDS.of(word)))
        .first()
        .click();
  }
}
