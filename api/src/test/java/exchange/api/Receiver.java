package exchange.api;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A member's program that is told of events, on this machine. */
public final class Receiver implements AutoCloseable {
  /** In place of a status. */
  public static final int NO_ANSWER = 0;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /** One message as it arrived. */
  public record Received(HttpHeaders headers, String body) {
    public String id() {
      return headers.firstValue("webhook-id").orElseThrow();
    }

    public JsonNode json() {
      return JSON.readTree(body);
    }

    String type() {
      return json().path("type").asString();
    }

    /** Whether the sender knew the secret, as the scheme's own library sees it. */
    boolean isSignedWith(String secret) {
      try {
        new Webhook(secret).verify(body, headers);
        return true;
      } catch (WebhookVerificationException forged) {
        return false;
      } catch (EmptyWebhookSecretException e) {
        throw new IllegalArgumentException("no secret", e);
      }
    }
  }

  /**
   * @param answer the status for each message
   */
  public Receiver(ToIntFunction<Received> answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", http -> receive(http, answer));
    server.start();
  }

  private void receive(HttpExchange http, ToIntFunction<Received> answer) throws IOException {
    String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Received message =
        new Received(HttpHeaders.of(http.getRequestHeaders(), (name, value) -> true), body);
    received.add(message);
    int status = answer.applyAsInt(message);
    if (status == NO_ANSWER) {
      awaitClose();
    }
    if (status >= 300 && status < 400) {
      http.getResponseHeaders().set("Location", url());
    }
    http.sendResponseHeaders(status == NO_ANSWER ? 500 : status, -1);
    http.close();
  }

  private void awaitClose() {
    try {
      closing.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/events?from=exchange";
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
