package exchange.api.embedded;

import static exchange.api.embedded.TestServers.lines;
import static exchange.api.embedded.TestServers.on;
import static exchange.api.embedded.TestServers.processesOn;
import static exchange.api.embedded.TestServers.query;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each reason why the stores cannot run is one sentence that says what to do. */
class EmbeddedStoresRefusalIT {

  private final Path temporary;
  private final Path data;

  EmbeddedStoresRefusalIT(@TempDir Path temporary) throws IOException {
    this.temporary = temporary;
    data = temporary.toRealPath().resolve("data");
  }

  @Test
  void aSecondServerOnTheSameDataIsRefused() throws Exception {
    String refusal =
        "Another server (process %d) already uses the data directory %s: stop it, or choose another"
            + " folder by EXCHANGE_DATA_DIR.";
    try (EmbeddedStores stores = EmbeddedStores.start(on(data))) {
      String expected = refusal.formatted(ProcessHandle.current().pid(), data);
      assertThat(sentence(on(data))).isEqualTo(expected);
      assertThat(sentence(on(data))).as("the lock is still held").isEqualTo(expected);

      Process second = TestServers.startChild(data);
      try (BufferedReader output = lines(second.getInputStream())) {
        assertThat(output.lines()).contains(ChildServer.REFUSED + expected);
      }
      assertThat(second.waitFor()).isZero();
      assertThat(query(stores.postgres(), "SELECT 1")).containsExactly("1");
    }
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, Launch.loopback())) {
      int port = taken.getLocalPort();
      assertThat(sentence(on(data).withPorts(port, 0)))
          .isEqualTo(
              "Port %d on 127.0.0.1, meant for PostgreSQL, is taken: stop the program that uses it,"
                  + " or configure another port (0 takes any free one).",
              port);
      assertThat(sentence(on(data).withPorts(0, port)))
          .startsWith("Port %d on 127.0.0.1, meant for Redis, is taken".formatted(port));
      assertThat(processesOn(data)).isEmpty();
    }
    EmbeddedStores.start(on(data)).close();
  }

  @Test
  void aFixedPortIsUsed() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, Launch.loopback())) {
      port = free.getLocalPort();
    }
    try (EmbeddedStores stores = EmbeddedStores.start(on(data).withPorts(port, 0))) {
      assertThat(stores.postgres().port()).isEqualTo(port);
    }
  }

  @Test
  void dataOfAnotherMajorVersionIsLeftAlone() throws IOException {
    EmbeddedStores.start(on(data)).close();
    Files.writeString(data.resolve("postgresql/PG_VERSION"), "17\n");

    assertThat(sentence(on(data)))
        .isEqualTo(
            "The data in %s/postgresql belongs to PostgreSQL 17, but the built-in one is 18: choose"
                + " another folder by EXCHANGE_DATA_DIR, or set EXCHANGE_POSTGRES_URL to a"
                + " PostgreSQL 17 that runs on this data.",
            data);
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "in the way", UTF_8);

    assertThat(sentence(on(file.resolve("data"))))
        .startsWith("The data directory " + file.resolve("data") + " cannot be used (")
        .endsWith("or choose another folder by EXCHANGE_DATA_DIR.");
  }

  @Test
  void damagedRedisDataIsReportedInItsOwnWordsAndStopsPostgresToo() throws IOException {
    EmbeddedStores.start(on(data)).close();
    Files.writeString(data.resolve("redis/appendonly.aof"), "no command at all\n", UTF_8);

    assertThat(sentence(on(data)))
        .startsWith("Redis did not start (Bad file format reading the append only file")
        .contains("see " + data.resolve("redis.log"))
        .endsWith("or set EXCHANGE_REDIS_URL to a Redis of your own.");
    assertThat(processesOn(data)).isEmpty();
  }

  @Test
  void aPasswordThatDoesNotFitIsTraced() throws IOException {
    EmbeddedStores.start(on(data)).close();
    Path file = Files.writeString(data.resolve("postgresql.password"), "another", UTF_8);

    assertThat(sentence(on(data)))
        .isEqualTo(
            "PostgreSQL does not accept the password in %s: delete that file and start again, and a"
                + " new one is set.",
            file);
    assertThat(processesOn(data)).isEmpty();
  }

  private static String sentence(EmbeddedStores.Options options) {
    return String.valueOf(
        catchThrowableOfType(
                EmbeddedStoresException.class, () -> EmbeddedStores.start(options).close())
            .getMessage());
  }
}
