package exchange.bench.load;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the pages take, to the last byte, on the demo market with many more listings: copies of
 * the demo's own, each somewhere near.
 */
public final class PageBenchmark {
  private static final String SECRET = "demo-secret";
  private static final int SLICE = 500;
  private static final int WARM_UP = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String address;

  private PageBenchmark(int port) {
    address = "http://127.0.0.1:" + port;
  }

  /**
   * @param args the server's jar; how many listings; how often each page is asked for; numbers of
   *     readers at a time with commas between
   */
  public static void main(String[] args) throws Exception {
    int listings = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    int times = args.length > 2 ? Integer.parseInt(args[2]) : 200;
    String[] readers = (args.length > 3 ? args[3] : "1,4").split(",", -1);
    try (Server server = Server.startDemo(Path.of(args[0]))) {
      PageBenchmark pages = new PageBenchmark(server.port());
      pages.copyListings(server, listings);
      pages.run(times, readers);
    }
  }

  /** In slices, each of which the server has taken in before the next. */
  private void copyListings(Server server, int count)
      throws IOException, InterruptedException, SQLException {
    try (Connection sql =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.postgresPort() + "/exchange",
                "exchange",
                server.postgresPassword());
        Statement statement = sql.createStatement()) {
      statement.execute(
          "create temp table demo as select row_number() over () - 1 as n, doc from listing");
      for (int from = 0; from < count; from += SLICE) {
        statement.execute(
            """
            select command.publish_listing(doc || jsonb_build_object(
              'id', md5('copy ' || i)::uuid, 'quantity', 20 + i %% 480,
              'site', doc->'site' || jsonb_build_object('point', jsonb_build_object(
                'latitude', (doc->'site'->'point'->>'latitude')::numeric
                  + round((random() - 0.5)::numeric, 4),
                'longitude', (doc->'site'->'point'->>'longitude')::numeric
                  + round((random() - 0.5)::numeric, 4)))))
            from generate_series(%d, %d) i join demo on n = i %% (select count(*) from demo)"""
                .formatted(from, Math.min(count, from + SLICE) - 1));
        awaitSearch();
      }
      statement.execute("vacuum analyze listing, slot, event");
    }
    awaitSearch();
  }

  /** A search answers when all that was listed before it is known. */
  private void awaitSearch() throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    HttpClient anybody = browser();
    while (true) {
      try {
        get(anybody, "/search?place=DEHAM");
        return;
      } catch (IOException notYet) {
        if (Instant.now().isAfter(end)) {
          throw new IllegalStateException("the server does not follow", notYet);
        }
        Thread.sleep(200);
      }
    }
  }

  /** A page, and who looks at it. */
  private record Sight(String name, String path, HttpClient reader) {}

  private void run(int times, String[] readers) throws Exception {
    List<Sight> sights = sights();
    System.out.println("| page | readers | p50 ms | p95 ms | p99 ms |");
    System.out.println("|---|--:|--:|--:|--:|");
    for (String each : readers) {
      int atOnce = Integer.parseInt(each);
      for (Sight sight : sights) {
        load(sight, atOnce, WARM_UP);
        Result result = load(sight, atOnce, times);
        System.out.printf(
            Locale.ROOT,
            "| %s | %d | %.0f | %.0f | %.0f |%n",
            sight.name(),
            atOnce,
            result.millis(50),
            result.millis(95),
            result.millis(99));
      }
    }
  }

  private Result load(Sight sight, int readers, int times) throws Exception {
    return Clients.run(
        readers,
        0,
        times,
        () ->
            new Clients.Client() {
              @Override
              public void send(int number) throws IOException {
                get(sight.reader(), sight.path());
              }

              @Override
              public void close() {}
            });
  }

  private List<Sight> sights() throws IOException, InterruptedException {
    HttpClient anybody = browser();
    HttpClient exporter = member("demo-exporter-1");
    HttpClient owner = member("demo-owner-5");
    HttpClient operator = member("demo-operator");
    String day = LocalDate.now(ZoneOffset.UTC).plusDays(40).toString();
    String listing = first("/listings/[0-9a-f-]{36}", get(anybody, "/search?place=DEHAM"));
    String round = first("/rounds/[0-9a-f-]{36}", get(anybody, "/rounds"));
    return List.of(
        new Sight("front page", "/", anybody),
        new Sight("search", "/search?place=DEHAM", anybody),
        new Sight(
            "search, all filters",
            "/search?place=DEHAM&quantity=40&country=DE&kilometres=300&budget=5000&from=" + day,
            anybody),
        new Sight("search, tenth page", "/search?place=NLRTM&page=9", anybody),
        new Sight("search, nothing found", "/search?place=DEHAM&quantity=100000", anybody),
        new Sight("listing", listing, anybody),
        new Sight("price", listing + "/price?place=DEHAM&days=60&from=" + day, anybody),
        new Sight("exporter's desk", "/desk", exporter),
        new Sight("requests", "/requests", exporter),
        new Sight("contracts", "/contracts", exporter),
        new Sight("round", round, exporter),
        new Sight("owner's desk", "/desk", owner),
        new Sight("owner's listings", "/offers", owner),
        new Sight("operator's desk", "/desk", operator),
        new Sight("books", "/books", operator),
        new Sight("journal", "/books/journal", operator));
  }

  private static HttpClient browser() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .cookieHandler(new CookieManager())
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  private HttpClient member(String clientId) throws IOException, InterruptedException {
    HttpClient browser = browser();
    String token = first("(?<=name=\"_csrf\" value=\")[^\"]+", get(browser, "/login"));
    String form = "username=" + clientId + "&password=" + SECRET + "&_csrf=" + encoded(token);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answer = browser.send(request, HttpResponse.BodyHandlers.ofString());
    if (!answer.uri().getPath().equals("/desk")) {
      throw new IllegalStateException(clientId + " cannot sign in: " + answer.uri());
    }
    return browser;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String first(String pattern, String page) {
    Matcher found = Pattern.compile(pattern).matcher(page);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in the page");
    }
    return found.group();
  }

  private String get(HttpClient browser, String path) throws IOException {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
      HttpResponse<String> answer = browser.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(path + " was answered with " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
