package exchange.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.rest.World.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that fit the schema and still make no sense in the trade. */
class TradeMistakesTest {
  private static InMemoryServer server;
  private static World world;
  private static Things things;

  @BeforeAll
  static void start() {
    server = InMemoryServer.start();
    world = server.world();
    things = Things.make(world);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer post(String operationId, Consumer<Map<String, Object>> mistake) {
    Contract.Operation operation = world.contract().operation(operationId);
    Map<String, Object> body = world.body(operation, things);
    mistake.accept(body);
    String token = world.member(operation.role().orElse("exporter")).token();
    return world.post(token, things.path(operation), body);
  }

  private static void refused(Answer answer, int status, String code, String field) {
    answer.expect(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("facts").path("field").asString("")).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "12.505, USD, 400, VALIDATION_FAILED, amount.amount",
    "100.5,  JPY, 400, VALIDATION_FAILED, amount.amount",
    "1.2345, KWD, 400, VALIDATION_FAILED, amount.amount",
    "-5.00,  USD, 400, VALIDATION_FAILED, amount.amount",
    "0,      USD, 400, VALIDATION_FAILED, amount.amount",
    "1e9,    USD, 400, VALIDATION_FAILED, amount.amount",
    "5.00,   usd, 400, VALIDATION_FAILED, amount.currency",
    "5.00,   QQQ, 422, CURRENCY_NOT_SUPPORTED, ''",
    "5.00,   XXX, 422, CURRENCY_NOT_SUPPORTED, ''",
    "5.00,   GBP, 422, CURRENCY_NOT_SUPPORTED, ''",
  })
  void moneyFitsItsCurrency(String amount, String currency, int status, String code, String field) {
    Answer answer =
        post(
            "depositFunds",
            body -> body.put("amount", Map.of("amount", amount, "currency", currency)));
    refused(answer, status, code, field);
  }

  @ParameterizedTest
  @CsvSource({"5, JPY, 5", "5.00, JPY, 5", "1.234, KWD, 1.234", "1.2, KWD, 1.200", "7, USD, 7.00"})
  void moneyIsShownWithTheDecimalsOfItsCurrency(String amount, String currency, String shown) {
    Answer answer =
        post(
            "depositFunds",
            body -> body.put("amount", Map.of("amount", amount, "currency", currency)));
    assertThat(answer.expect(201).json().path("amount").path("amount").asString()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "zone,    Mars/Olympus, 400, VALIDATION_FAILED, zone",
    "zone,    +02:00,       400, VALIDATION_FAILED, zone",
    "gateway, ZZZZZ,        422, UNKNOWN_PLACE,     ''",
    "country, de,           400, VALIDATION_FAILED, country",
  })
  void sitesLieSomewhere(String name, String value, int status, String code, String field) {
    refused(post("registerWarehouse", body -> body.put(name, value)), status, code, field);
  }

  @Test
  void datesRunForward() {
    Map<String, Object> reversed = Map.of("from", "2028-02-01", "to", "2028-01-01");
    Map<String, Object> empty = Map.of("from", "2028-02-01", "to", "2028-02-01");
    Map<String, Object> endless = Map.of("from", "2028-02-01", "to", "2038-02-01");
    String code = "VALIDATION_FAILED";
    refused(post("publishListing", b -> b.put("window", reversed)), 400, code, "window.to");
    refused(post("publishListing", b -> b.put("window", empty)), 400, code, "window.to");
    refused(post("publishListing", b -> b.put("window", endless)), 400, code, "window");
    refused(
        post("fileLeaseRequest", b -> b.put("latestStart", "2020-01-01")),
        400,
        code,
        "latestStart");
  }

  @Test
  void rateCardsAndMarketsAreConsistent() {
    String code = "VALIDATION_FAILED";
    Map<String, Object> peak = Map.of("from", "2028-02-01", "to", "2028-03-01", "percent", "5");
    Consumer<Map<String, Object>> overlap =
        b -> Contract.map(b.get("rateCard")).put("peakWindows", List.of(peak, peak));
    refused(post("publishListing", overlap), 400, code, "rateCard.peakWindows");
    refused(
        post("publishListing", b -> b.put("minimumQuantity", 501)), 400, code, "minimumQuantity");
    Map<String, Object> hamburg = Map.of("unlocode", "DEHAM", "weight", "1");
    Map<String, Object> nothing = Map.of("unlocode", "DEHAM", "weight", "0");
    refused(
        post("fileLeaseRequest", b -> b.put("markets", List.of(hamburg, hamburg))),
        400,
        code,
        "markets.unlocode");
    refused(
        post("fileLeaseRequest", b -> b.put("markets", List.of(nothing))),
        400,
        code,
        "markets.weight");
    Map<String, Object> tooLarge = Map.of("smallestPart", 1000, "mostSites", 2);
    refused(
        post("fileLeaseRequest", b -> b.put("splitting", tooLarge)),
        400,
        code,
        "splitting.smallestPart");
  }

  @Test
  void listsOfAllowedValuesAreSaid() {
    Answer answer = post("publishListing", body -> body.put("storageClass", "COLD"));
    refused(answer, 400, "VALIDATION_FAILED", "storageClass");
    assertThat(answer.json().path("detail").asString())
        .contains("AMBIENT, CHILLED, FROZEN, BONDED, HAZMAT, HIGH_VALUE");
  }

  @Test
  void unknownIdsAreNotFound() {
    String missing = UUID.randomUUID().toString();
    refused(post("publishListing", b -> b.put("warehouseId", missing)), 404, "NOT_FOUND", "");
    refused(post("reserveQuote", b -> b.put("quoteId", missing)), 404, "NOT_FOUND", "");
  }

  @Test
  void whatTheExchangeDoesNotSpeakIsRefusedAsProblem() {
    String token = world.member("operator").token();
    Consumer<org.springframework.http.HttpHeaders> signedIn = h -> h.setBearerAuth(token);
    expect(world.send("GET", "/nowhere", h -> {}, null), 404, "NOT_FOUND");
    expect(world.send("GET", "/actuator/env", h -> {}, null), 401, "UNAUTHENTICATED");
    expect(world.send("GET", "/v1/nowhere", h -> {}, null), 401, "UNAUTHENTICATED");
    expect(world.send("GET", "/v1/nowhere", signedIn, null), 404, "NOT_FOUND");
    expect(world.send("GET", "/v1/x;y=1/z", signedIn, null), 400, "MALFORMED_REQUEST");
    Answer deleted = world.send("DELETE", "/v1/listings", signedIn, null);
    expect(deleted, 405, "METHOD_NOT_ALLOWED");
    assertThat(deleted.headers().getAllow()).isNotEmpty();
    expect(
        world.send(
            "GET", "/v1/listings", signedIn.andThen(h -> h.set("Accept", "image/png")), null),
        406,
        "NOT_ACCEPTABLE");
    world.send("GET", "/actuator/health", h -> {}, null).expect(200);
  }

  private static void expect(Answer answer, int status, String code) {
    answer.expect(status);
    assertThat(answer.headers().getContentType()).hasToString("application/problem+json");
    assertThat(answer.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "http://erp.example/events,     422, WEBHOOK_ADDRESS_REFUSED, ''",
    "https://localhost/events,      422, WEBHOOK_ADDRESS_REFUSED, ''",
    "https://169.254.169.254/,      422, WEBHOOK_ADDRESS_REFUSED, ''",
    "https://user:pass@erp.example, 400, VALIDATION_FAILED, url",
    "https://erp.example:99999/,    400, VALIDATION_FAILED, url",
  })
  void addressesThatTheExchangeDoesNotCall(String url, int status, String code, String field) {
    refused(post("registerWebhook", body -> body.put("url", url)), status, code, field);
  }
}
