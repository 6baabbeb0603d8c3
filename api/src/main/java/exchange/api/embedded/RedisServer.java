package exchange.api.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Writes Redis' configuration and starts it. */
final class RedisServer {

  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final int ANSWER_LIMIT_MILLIS = 2000;

  private final DataDirectory data;
  private final Path program;
  private final String password;

  private RedisServer(DataDirectory data, Path program, String password) {
    this.data = data;
    this.program = program;
    this.password = password;
  }

  static GuardedProcess start(DataDirectory data, BinaryCache cache, int fixedPort)
      throws IOException, InterruptedException {
    Path program = new Binaries(cache).redis();
    Path folder =
        DataDirectory.made(data.folder(Store.REDIS), DataDirectory.permissions("rwx------"));
    new Orphans(Store.REDIS, cache.root(), folder).end();
    data.prepareLog(Store.REDIS);
    if (!Files.exists(data.passwordFile(Store.REDIS))) {
      DataDirectory.writePrivate(
          data.passwordFile(Store.REDIS), List.of(DataDirectory.newPassword()));
    }
    RedisServer server = new RedisServer(data, program, password(data));
    return Launch.on(
        fixedPort, Store.REDIS, data, START_LIMIT, server::configuredCommand, server::answers);
  }

  static URI uri(DataDirectory data, int port) throws IOException {
    return URI.create("redis://:" + password(data) + "@127.0.0.1:" + port + "/0");
  }

  private static String password(DataDirectory data) throws IOException {
    return Files.readString(data.passwordFile(Store.REDIS)).strip();
  }

  private List<String> configuredCommand(int port) {
    Path file = data.folder(Store.REDIS).resolve("redis.conf");
    try {
      DataDirectory.writePrivate(
          file, configuration(port)); // not as arguments: they show the password
    } catch (IOException e) {
      throw Complaints.file(data.root(), e);
    }
    return List.of(program.toString(), file.toString());
  }

  /**
   * On disk within a second. Holds are in PostgreSQL, too, which decides; what Redis knows may be
   * as old as that without harm.
   */
  private List<String> configuration(int port) {
    String folder = data.folder(Store.REDIS).toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return List.of(
        "bind 127.0.0.1",
        "port " + port,
        "protected-mode yes",
        "requirepass " + password,
        "dir \"" + folder + "\"",
        "appendonly yes",
        "appendfsync everysec",
        "save \"\"",
        "maxmemory-policy noeviction", // to forget a hold silently is worse than to refuse one
        "daemonize no",
        "always-show-logo no",
        "proc-title-template \"{title} {config-file}\""); // whose process it is, where there is no
    // /proc
  }

  /** In the protocol's plain form; no client is needed for two words. */
  private boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(Launch.loopback(), port), ANSWER_LIMIT_MILLIS);
      socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
      socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(US_ASCII));
      var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      return "+OK".equals(answer.readLine()) && "+PONG".equals(answer.readLine());
    } catch (IOException e) {
      return false; // not listening yet, or still loading
    }
  }
}
