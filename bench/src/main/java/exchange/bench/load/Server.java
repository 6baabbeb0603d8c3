package exchange.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The exchange as a process of its own, on embedded stores. */
final class Server implements AutoCloseable {
  private static final String OPERATOR_SECRET = "load-benchmark";
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final Path data;
  private final Path log;
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();

  private Server(Path data, Path log, Process process) {
    this.data = data;
    this.log = log;
    this.process = process;
  }

  /**
   * @param java the home of the JDK to run it on
   * @param options for the virtual machine
   * @param demo with the demo market in place of an empty one
   */
  static Server start(Path jar, Path java, List<String> options, boolean demo)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("exchange-load-");
    Path log = folder.resolve("server.log");
    List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
    command.addAll(options);
    command.addAll(
        List.of(
            "-jar",
            jar.toString(),
            "--exchange.data-directory=" + folder.resolve("data"),
            "--exchange.demo=" + demo,
            "--exchange.most-holds=1000000",
            "--exchange.hold-life=2h",
            "--server.port=0"));
    if (!demo) {
      command.add("--exchange.operator-secret=" + OPERATOR_SECRET);
    }
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Server server = new Server(folder.resolve("data"), log, process);
    server.logged("is open at http://localhost:(\\d+)", START_LIMIT);
    return server;
  }

  private String logged(String pattern, Duration patience)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Pattern wanted = Pattern.compile(pattern);
    while (true) {
      String text = Files.readString(log);
      Matcher found = wanted.matcher(text);
      if (found.find()) {
        return found.group(1);
      }
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("the server's log lacks " + pattern + ":\n" + text);
      }
      Thread.sleep(50);
    }
  }

  int port() throws IOException, InterruptedException {
    return Integer.parseInt(logged("is open at http://localhost:(\\d+)", Duration.ZERO));
  }

  int postgresPort() throws IOException, InterruptedException {
    return Integer.parseInt(logged("PostgreSQL is ready on 127.0.0.1:(\\d+)", Duration.ZERO));
  }

  int redisPort() throws IOException, InterruptedException {
    return Integer.parseInt(logged("Redis is ready on 127.0.0.1:(\\d+)", Duration.ZERO));
  }

  String postgresPassword() throws IOException {
    return Files.readString(data.resolve("postgresql.password")).strip();
  }

  String redisPassword() throws IOException {
    return Files.readString(data.resolve("redis.password")).strip();
  }

  String operatorToken() throws IOException, InterruptedException {
    return token("operator", OPERATOR_SECRET);
  }

  String token(String clientId, String secret) throws IOException, InterruptedException {
    byte[] both = (clientId + ":" + secret).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(uri("/oauth2/token"))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    return field(answer(request), "access_token");
  }

  /** What a POST of JSON is answered; it must succeed. */
  String post(String token, String path, String json) throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + token)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  String get(String token, String path) throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token).GET().build());
  }

  /** The first text field of that name in some JSON. */
  static String field(String json, String name) {
    Matcher found = Pattern.compile('"' + name + "\":\"([^\"]*)\"").matcher(json);
    if (!found.find()) {
      throw new IllegalStateException("no " + name + " in " + json);
    }
    return found.group(1);
  }

  private URI uri(String path) throws IOException, InterruptedException {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  private String answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(request.uri() + " was answered " + response.body());
    }
    return response.body();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
