package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;

/** The machine's own Chromium, and what it complained about. */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final double PATIENCE = 30_000;

  /** Tells of what the page's policy forbade; runs before anything of the page. */
  private static final String WATCH_POLICY =
      "addEventListener('securitypolicyviolation',"
          + " e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))";

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Browser() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
  }

  /** Leaves the test out, with one line that says why, on a machine without Chromium. */
  public static Browser start() {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM),
        () -> "The browser tests are left out: there is no " + CHROMIUM);
    return new Browser();
  }

  /**
   * A browser of its own, with nothing remembered.
   *
   * @param language such as {@code zh-CN}
   * @param width of the window
   */
  BrowserContext open(String address, String language, ColorScheme colours, int width) {
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(address)
                .setLocale(language)
                .setColorScheme(colours)
                .setViewportSize(width, 900));
    context.setDefaultTimeout(PATIENCE);
    context.addInitScript(WATCH_POLICY);
    context.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !isExpected(message.text())) {
            complaints.add(message.page().url() + ": " + message.text());
          }
        });
    context.onWebError(error -> complaints.add(error.page().url() + ": " + error.error()));
    return context;
  }

  /** A page that says no has the status of a no, which the browser remarks on. */
  private static boolean isExpected(String complaint) {
    return complaint.contains("the server responded with a status of 4");
  }

  public Page page(String address, String language) {
    return open(address, language, ColorScheme.LIGHT, 1280).newPage();
  }

  void assertNoComplaints() {
    assertThat(complaints).isEmpty();
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
