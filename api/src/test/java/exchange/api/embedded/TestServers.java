package exchange.api.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the tests of this package do to stores and processes again and again. */
final class TestServers {

  /** Shared, because unpacking takes longer than everything else. */
  private static final Path BINARIES = Path.of("target", "binaries").toAbsolutePath();

  private TestServers() {}

  static EmbeddedStores.Options on(Path data) {
    return EmbeddedStores.Options.of(data).withBinariesDirectory(BINARIES);
  }

  /** The first column of each row. */
  static List<String> query(PostgresAccess postgres, String sql) throws SQLException {
    List<String> answers = new ArrayList<>();
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        ResultSet rows = statement.getResultSet();
        while (rows.next()) {
          answers.add(rows.getString(1));
        }
      }
    }
    return answers;
  }

  static Connection connect(PostgresAccess postgres) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  static String redis(
      EmbeddedStores stores, Function<RedisCommands<String, String>, String> commands) {
    RedisClient client = RedisClient.create(stores.redisUri().toString());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return commands.apply(connection.sync());
    } finally {
      client.shutdown();
    }
  }

  /** Another JVM that runs {@link ChildServer}; its log goes to {@code child.log} in the folder. */
  static Process startChild(Path data) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ChildServer.class.getName(),
            data.toString(),
            BINARIES.toString())
        .redirectError(new File(data.toString() + "-child.log"))
        .start();
  }

  static BufferedReader lines(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, UTF_8));
  }

  /** The stores' processes and guards that name the folder or work in it. */
  static List<String> processesOn(Path data) {
    return handlesOn(data)
        .map(process -> process.pid() + " " + process.info().commandLine().orElse(""))
        .toList();
  }

  /** So that a test that fails half-way leaves nothing behind. */
  static void killAllOn(Path data) {
    handlesOn(data).forEach(ProcessHandle::destroyForcibly);
  }

  private static Stream<ProcessHandle> handlesOn(Path data) {
    return ProcessHandle.allProcesses().filter(process -> concerns(process, data));
  }

  private static boolean concerns(ProcessHandle process, Path data) {
    String command = process.info().command().orElse("");
    if (command.endsWith("java")) {
      return false;
    }
    if (process.info().commandLine().orElse("").contains(data + "/")) {
      return true;
    }
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .startsWith(data);
    } catch (IOException e) {
      return false;
    }
  }
}
