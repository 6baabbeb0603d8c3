package exchange.api.faults;

import exchange.api.faults.History.Call;
import exchange.api.faults.History.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the nodes as one member and writes down what came of it. */
final class Caller {
  static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration TO_PREPARE = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final History history;
  final String id;
  final String secret;
  private volatile String token = "";

  private Caller(Cluster cluster, History history, String id, String secret) {
    this.cluster = cluster;
    this.history = history;
    this.id = id;
    this.secret = secret;
  }

  static Caller signIn(Cluster cluster, History history, String clientId, String secret) {
    Caller caller = new Caller(cluster, history, clientId, secret);
    Instant late = Instant.now().plus(TO_PREPARE);
    while (caller.token.isEmpty() && Instant.now().isBefore(late)) {
      caller.signIn(0);
    }
    return caller;
  }

  private void signIn(int node) {
    String basic =
        Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.US_ASCII));
    HttpRequest request =
        request(cluster.port(node), "/oauth2/token")
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        token = JSON.readTree(answer.body()).path("access_token").asString();
      }
    } catch (IOException cut) {
      // The old one is shown again.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a node says of its stores; nothing when it does not answer. */
  static JsonNode health(int port) {
    HttpRequest request = request(port, "/v1/health").GET().build();
    try {
      return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    } catch (IOException down) {
      return JSON.createObjectNode();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return JSON.createObjectNode();
    }
  }

  /** A write of the round's preparation, which must succeed, if not at once. */
  JsonNode make(String path, Map<String, ?> body) {
    String key = key();
    Instant late = Instant.now().plus(TO_PREPARE);
    Call made;
    do {
      made = send(0, Kind.READ, path, path, key, JSON.writeValueAsString(body));
    } while (made.inDoubt() && Instant.now().isBefore(late));
    if (!made.ok()) {
      throw new IllegalStateException(path + ": " + made.status() + " " + made.answer());
    }
    return made.answer();
  }

  Call hold(int node, String key, String quote) {
    String body = "{\"quoteId\":\"" + quote + "\"}";
    return noted(send(node, Kind.HOLD, quote, "/v1/reservations", key, body));
  }

  Call confirm(int node, String key, String reservation) {
    return decide(node, Kind.CONFIRM, key, reservation, "confirmation");
  }

  Call release(int node, String key, String reservation) {
    return decide(node, Kind.RELEASE, key, reservation, "release");
  }

  private Call decide(int node, Kind kind, String key, String reservation, String what) {
    String path = "/v1/reservations/" + reservation + "/" + what;
    return noted(send(node, kind, reservation, path, key, ""));
  }

  /** Changes a lease, or prepares that. */
  Call change(int node, Kind kind, String key, String path, String body) {
    return noted(send(node, kind, path, path, key, body));
  }

  Call read(int node, String reservation) {
    return noted(send(node, Kind.READ, reservation, "/v1/reservations/" + reservation, "", ""));
  }

  Call wallet(int node) {
    String path = "/v1/organizations/" + id + "/wallet";
    return noted(send(node, Kind.WALLET, id, path, "", ""));
  }

  /** Brings a bank statement. */
  Call bring(int node, String key, String statement) {
    return send(node, Kind.READ, id, "/v1/bank-statements", key, statement);
  }

  Call payByCard(int node, String key, String euros, String card) {
    String path = "/v1/organizations/" + id + "/card-payments";
    Map<String, ?> body =
        Map.of("amount", Map.of("amount", euros, "currency", "EUR"), "card", card);
    return send(node, Kind.READ, id, path, key, JSON.writeValueAsString(body));
  }

  /** Something to look at that is no part of the history. */
  Call look(int node, String path) {
    return send(node, Kind.READ, path, path, "", "");
  }

  static String key() {
    return UUID.randomUUID().toString();
  }

  private Call noted(Call call) {
    history.add(call);
    return call;
  }

  /** Asks the node for a new token where it takes the old one for expired, and shows that. */
  private Call send(int node, Kind kind, String subject, String path, String key, String body) {
    Call answer = trySend(node, kind, subject, path, key, body);
    if (answer.status() != 401) {
      return answer;
    }
    signIn(node);
    return trySend(node, kind, subject, path, key, body);
  }

  private Call trySend(int node, Kind kind, String subject, String path, String key, String body) {
    HttpRequest.Builder request =
        request(cluster.port(node), path).header("Authorization", "Bearer " + token);
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key).POST(BodyPublishers.ofString(body));
    }
    if (!body.isEmpty()) {
      boolean xml = body.startsWith("<");
      request.header("Content-Type", xml ? "application/xml" : "application/json");
    }
    Instant begin = Instant.now();
    int status = 0;
    boolean retryAfter = false;
    JsonNode answer = JSON.createObjectNode();
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      answer = JSON.readTree(response.body());
      status = response.statusCode();
      retryAfter = response.headers().firstValue("Retry-After").isPresent();
    } catch (IOException cut) {
      // In doubt.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return new Call(kind, subject, key, body, begin, Instant.now(), status, retryAfter, answer);
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
  }
}
