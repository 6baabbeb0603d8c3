package exchange.api.embedded;

import static exchange.api.embedded.TestServers.lines;
import static exchange.api.embedded.TestServers.on;
import static exchange.api.embedded.TestServers.processesOn;
import static exchange.api.embedded.TestServers.query;
import static exchange.api.embedded.TestServers.redis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How stores end, orderly and otherwise, and what the next start makes of it. */
class EmbeddedStoresLifeIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final Path data;

  EmbeddedStoresLifeIT(@TempDir Path temporary) throws IOException {
    data = temporary.toRealPath().resolve("data");
  }

  @AfterEach
  void clear() {
    TestServers.killAllOn(data);
  }

  @Test
  void dataSurvivesARestartAndNoProcessStays() throws SQLException, IOException {
    try (EmbeddedStores stores = EmbeddedStores.start(on(data))) {
      assertThat(query(stores.postgres(), "CREATE TABLE kept AS SELECT 42 AS answer")).isEmpty();
      assertThat(redis(stores, commands -> commands.set("kept", "42"))).isEqualTo("OK");
    }
    assertThat(processesOn(data)).isEmpty();

    EmbeddedStores again = EmbeddedStores.start(on(data));
    assertThat(query(again.postgres(), "SELECT answer FROM kept")).containsExactly("42");
    assertThat(redis(again, commands -> commands.get("kept"))).isEqualTo("42");
    again.close();
    again.close();
    assertThat(processesOn(data)).isEmpty();
    assertThat(Files.readString(data.resolve("postgresql.log")))
        .contains("received fast shutdown request")
        .doesNotContain("not properly shut down");
    assertThat(Files.readString(data.resolve("redis.log"))).contains("Calling fsync() on the AOF");
  }

  @Test
  void killingTheServerLosesNothingAndLeavesNoProcess() throws Exception {
    Process server = TestServers.startChild(data);
    int acknowledged = killAfterInserts(server, ProcessHandle::destroyForcibly);

    awaitNoProcess();
    assertAllThere(acknowledged);
    assertThat(Files.readString(data.resolve("postgresql.log")))
        .doesNotContain("not properly shut down");
  }

  @Test
  void killingServerAndGuardsLosesNothingAndTheNextStartEndsWhatIsLeft() throws Exception {
    Process server = TestServers.startChild(data);
    int acknowledged =
        killAfterInserts(
            server,
            jvm -> {
              // Of each guard the inner shell first: it watches the pipe.
              List<ProcessHandle> guards =
                  jvm.descendants()
                      .filter(EmbeddedStoresLifeIT::isShell)
                      .sorted(
                          Comparator.comparing(shell -> shell.parent().equals(Optional.of(jvm))))
                      .toList();
              assertThat(guards).hasSizeGreaterThanOrEqualTo(4);
              guards.forEach(ProcessHandle::destroyForcibly);
              jvm.destroyForcibly();
            });

    Thread.sleep(1000);
    assertThat(processesOn(data)).anyMatch(line -> line.contains("postgres"));
    assertThat(processesOn(data)).anyMatch(line -> line.contains("redis"));
    assertAllThere(acknowledged);
    awaitNoProcess();
  }

  @Test
  void killingEverythingAtOnceLosesNothing() throws Exception {
    Process server = TestServers.startChild(data);
    int acknowledged =
        killAfterInserts(
            server,
            jvm -> {
              jvm.descendants().forEach(ProcessHandle::destroyForcibly);
              jvm.destroyForcibly();
            });

    assertAllThere(acknowledged);
    assertThat(Files.readString(data.resolve("postgresql.log"))).contains("not properly shut down");
  }

  @Test
  void aPidFileWhoseNumberNowBelongsToAnotherProcessIsNoObstacleAndNoDeathSentence()
      throws Exception {
    EmbeddedStores.start(on(data)).close();
    Process bystander = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(
          data.resolve("postgresql/postmaster.pid"),
          "%d\n%s\n1700000000\n1\n\n127.0.0.1\n 1 1\nready   \n"
              .formatted(bystander.pid(), data.resolve("postgresql")));

      try (EmbeddedStores stores = EmbeddedStores.start(on(data))) {
        assertThat(query(stores.postgres(), "SELECT 1")).containsExactly("1");
      }
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly().waitFor();
    }
  }

  @Test
  void anInterruptedFirstStartIsMadeGoodByTheNext() throws Exception {
    Path half = Files.createDirectories(data.resolve("postgresql.new-half/base"));
    Files.writeString(half.resolve("1"), "torn");

    EmbeddedStores.start(on(data)).close();

    assertThat(data.resolve("postgresql.new-half")).doesNotExist();
  }

  @Test
  void aLostPasswordFileIsReplaced() throws Exception {
    EmbeddedStores.start(on(data)).close();
    Files.delete(data.resolve("postgresql.password"));
    Files.delete(data.resolve("redis.password"));

    try (EmbeddedStores stores = EmbeddedStores.start(on(data))) {
      assertThat(query(stores.postgres(), "SELECT 1")).containsExactly("1");
      assertThat(redis(stores, commands -> commands.ping())).isEqualTo("PONG");
    }
  }

  /** The last number that the server had printed when it died. */
  private static int killAfterInserts(Process server, Consumer<ProcessHandle> kill)
      throws Exception {
    int last = 0;
    try (BufferedReader output = lines(server.getInputStream())) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(ChildServer.ROW)) {
          last = Integer.parseInt(line.substring(ChildServer.ROW.length()));
          if (last == 300) {
            kill.accept(server.toHandle());
          }
        }
      }
    }
    assertThat(server.waitFor(10, SECONDS)).isTrue();
    assertThat(last).isGreaterThanOrEqualTo(300);
    return last;
  }

  private void assertAllThere(int acknowledged) throws SQLException {
    try (EmbeddedStores stores = EmbeddedStores.start(on(data))) {
      List<String> numbers = query(stores.postgres(), "SELECT number FROM entry ORDER BY number");
      // One more may have been on its way when the server died.
      assertThat(numbers).hasSizeBetween(acknowledged, acknowledged + 1);
      assertThat(numbers)
          .startsWith(
              IntStream.rangeClosed(1, acknowledged)
                  .mapToObj(Integer::toString)
                  .toArray(String[]::new));
    }
  }

  private void awaitNoProcess() throws InterruptedException {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!processesOn(data).isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(processesOn(data)).isEmpty();
  }

  private static boolean isShell(ProcessHandle process) {
    return process.info().command().orElse("").matches(".*/(ba|da)?sh");
  }
}
