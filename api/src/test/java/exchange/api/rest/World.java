package exchange.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.rest.Contract.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running exchange, members of every kind, and what they have made so far. Everything goes over
 * HTTP, so that it does not matter on which stores the exchange runs.
 */
public final class World {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final WebTestClient client;
  private final BooleanSupplier worker;
  private final Consumer<UUID> time;
  private final Contract contract = Contract.read();
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(30);
  private final String expiredToken;

  /** An organization and the token that its machine shows. */
  public record Member(String id, String token) {}

  /** What came back. */
  public record Answer(HttpStatusCode status, HttpHeaders headers, String text) {
    public JsonNode json() {
      return JSON.readTree(text);
    }

    public Answer expect(int code) {
      assertThat(status.value()).as(text).isEqualTo(code);
      return this;
    }

    public String code() {
      return json().path("code").asString();
    }
  }

  /**
   * @param operatorId id and client id of an operator of that exchange
   * @param expiredToken of the operator
   * @param worker runs the matching round that waits longest, if one does
   * @param time lets a contract run out
   */
  public World(
      WebTestClient client,
      String operatorId,
      String operatorSecret,
      String expiredToken,
      BooleanSupplier worker,
      Consumer<UUID> time) {
    this.client = client;
    this.worker = worker;
    this.time = time;
    this.expiredToken = expiredToken;
    members.put("operator", new Member(operatorId, token(operatorId, operatorSecret)));
    members.put("exporter", admit("EXPORTER"));
    members.put("owner", admit("OWNER"));
    members.put("newcomer", admit("EXPORTER"));
    members.put("stranger", admit("EXPORTER", "OWNER"));
    members.put("second operator", admit("OPERATOR"));
    members.put("blacklisted", admit("EXPORTER"));
  }

  /**
   * Speaks to a server on this machine. Has threads of its own: the framework's usual client would
   * share those of a server in the same process, which end with each server.
   */
  public static WebTestClient client(int port) {
    return WebTestClient.bindToServer(new JdkClientHttpConnector())
        .baseUrl("http://127.0.0.1:" + port)
        .responseTimeout(Duration.ofSeconds(30))
        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 << 20))
        .build();
  }

  public Contract contract() {
    return contract;
  }

  public WebTestClient client() {
    return client;
  }

  /**
   * The operator, exporter, owner, or a stranger who is exporter and owner but party to nothing.
   */
  public Member member(String kind) {
    return members.get(kind);
  }

  public String expiredToken() {
    return expiredToken;
  }

  public Member admit(String... roles) {
    JsonNode admitted =
        post(
                member("operator").token(),
                "/v1/organizations",
                Map.of("name", "Harbour & Sons", "country", "CN", "roles", List.of(roles)))
            .expect(201)
            .json();
    String id = admitted.path("clientId").asString();
    return new Member(id, token(id, admitted.path("clientSecret").asString()));
  }

  private String token(String clientId, String secret) {
    byte[] both = (clientId + ":" + secret).getBytes(StandardCharsets.UTF_8);
    EntityExchangeResult<byte[]> result =
        client
            .post()
            .uri("/oauth2/token")
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .bodyValue("grant_type=client_credentials")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult();
    return JSON.readTree(result.getResponseBody()).path("access_token").asString();
  }

  public Answer get(String token, String path) {
    return send("GET", path, headers -> headers.setBearerAuth(token), null);
  }

  /** A new intent. */
  public Answer post(String token, String path, Object body) {
    return post(token, UUID.randomUUID().toString(), path, body);
  }

  public Answer post(String token, String key, String path, Object body) {
    return send("POST", path, intent(token, key), body);
  }

  static Consumer<HttpHeaders> intent(String token, String key) {
    return headers -> {
      headers.setBearerAuth(token);
      headers.set("Idempotency-Key", key);
    };
  }

  static Consumer<HttpHeaders> intentXml(String token, String key) {
    return intent(token, key).andThen(headers -> headers.set("Content-Type", "application/xml"));
  }

  /**
   * @param body null for none, a text as it is, anything else as JSON
   */
  public Answer send(String method, String path, Consumer<HttpHeaders> headers, Object body) {
    if (body == null && contract.xml(method, path).isPresent()) {
      return send(
          method,
          path,
          headers.andThen(all -> all.set("Content-Type", "application/xml")),
          contract.xml(method, path).get());
    }
    WebTestClient.RequestBodySpec request = client.method(HttpMethod.valueOf(method)).uri(path);
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (body != null && !body.equals("")) {
      request.bodyValue(
          body instanceof byte[] || body instanceof String ? body : JSON.writeValueAsString(body));
    }
    EntityExchangeResult<byte[]> result =
        request.headers(headers).exchange().expectBody().returnResult();
    byte[] bytes = result.getResponseBody();
    return new Answer(
        result.getStatus(),
        result.getResponseHeaders(),
        bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8));
  }

  /** The first day on which the exporter can use space. */
  LocalDate start() {
    return start;
  }

  /** A body that the operation takes: the contract's example, moved to this market and time. */
  public Map<String, Object> body(Operation operation, Things things) {
    Map<String, Object> body = copy(Contract.map(operation.body().orElseThrow().example()));
    body.computeIfPresent("warehouseId", (name, example) -> things.id("warehouseId"));
    body.computeIfPresent("organizationId", (name, example) -> things.id("organizationId"));
    body.computeIfPresent("quoteId", (name, example) -> things.id("quoteId"));
    body.computeIfPresent("earliestStart", (name, example) -> start.toString());
    body.computeIfPresent("latestStart", (name, example) -> start.plusDays(9).toString());
    body.computeIfPresent("window", (name, example) -> dates(start, start.plusDays(365)));
    if (operation.id().equals("offerSublet")) {
      body.put("window", things.stay());
    }
    body.computeIfPresent("asOf", (name, example) -> Instant.now().minusSeconds(60).toString());
    body.computeIfPresent(
        "dates", (name, example) -> dates(start.plusDays(300), start.plusDays(303)));
    body.computeIfPresent("eventId", (name, example) -> things.id("factId"));
    if (operation.id().equals("blacklistMember")) {
      body.put("until", Instant.now().plus(Duration.ofDays(100)).toString());
    }
    if (operation.id().startsWith("state") && body.containsKey("from")) {
      body.put("from", Instant.now().plus(Duration.ofDays(1000)).toString());
    }
    if (operation.id().equals("quoteAmendment")) {
      body.put("from", start.plusDays(40).toString());
    }
    if (operation.id().equals("offerNovation")) {
      body.put("from", start.plusDays(40).toString());
      body.put("organizationId", member("newcomer").id());
    }
    if (operation.id().equals("quoteAnnex")) {
      body.putAll(dates(start.plusDays(40), start.plusDays(50)));
    }
    if (body.get("rateCard") != null) {
      Map<String, Object> card = Contract.map(body.get("rateCard"));
      card.put("currency", "USD");
      Map<String, Object> peak = dates(start.plusDays(200), start.plusDays(230));
      peak.put("percent", "20");
      card.put("peakWindows", List.of(peak));
    }
    if (operation.id().equals("startMatchingRound")) {
      body.put("seconds", 1);
    }
    return body;
  }

  private static Map<String, Object> dates(LocalDate from, LocalDate to) {
    return new LinkedHashMap<>(Map.of("from", from.toString(), "to", to.toString()));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> copy(Map<String, Object> body) {
    return JSON.readValue(JSON.writeValueAsBytes(body), LinkedHashMap.class);
  }

  /** Lets a contract come to its end. */
  void runOut(String contract) {
    time.accept(UUID.fromString(contract));
  }

  /** Runs every matching round that waits. */
  void runRounds() {
    while (worker.getAsBoolean()) {
      // One more may wait.
    }
  }
}
