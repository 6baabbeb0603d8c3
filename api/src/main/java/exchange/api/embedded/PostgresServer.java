package exchange.api.embedded;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Makes the database cluster when there is none, and starts PostgreSQL on it. */
final class PostgresServer {

  private static final String NAME = "exchange";
  private static final String NEW_CLUSTER = "postgresql.new-";

  /** Nothing acknowledged may be lost: each of these is asked of the running server again. */
  private static final List<String> DURABILITY =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  /** Recovery after a crash replays at most about 1 GB of log. */
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** No way in but a password over the loopback interface: no Unix socket, no trust. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "",
          "max_connections", "200",
          "max_prepared_transactions", "0",
          "timezone", "UTC",
          "log_timezone", "UTC",
          "logging_collector", "off",
          "log_destination", "stderr");

  private final DataDirectory data;
  private final Path programs;
  private final Path cluster;
  private final Path log;

  private PostgresServer(DataDirectory data, Path programs) {
    this.data = data;
    this.programs = programs;
    this.cluster = data.folder(Store.POSTGRES);
    this.log = data.log(Store.POSTGRES);
  }

  static GuardedProcess start(DataDirectory data, BinaryCache cache, int fixedPort)
      throws IOException, InterruptedException {
    Path programs = new Binaries(cache).postgres();
    Orphans orphans = new Orphans(Store.POSTGRES, cache.root(), data.folder(Store.POSTGRES));
    orphans.end();
    orphans.deleteStale(data.folder(Store.POSTGRES).resolve("postmaster.pid"));
    return new PostgresServer(data, programs).start(fixedPort);
  }

  static PostgresAccess access(DataDirectory data, int port) throws IOException {
    return new PostgresAccess(
        "127.0.0.1", port, NAME, NAME, Files.readString(data.passwordFile(Store.POSTGRES)).strip());
  }

  private GuardedProcess start(int fixedPort) throws IOException, InterruptedException {
    data.prepareLog(Store.POSTGRES);
    prepare();
    Unprivileged unprivileged = Unprivileged.on(data, cluster);
    return Launch.on(
        fixedPort,
        Store.POSTGRES,
        data,
        START_LIMIT,
        port -> unprivileged.running(serverCommand(port)),
        this::isReady);
  }

  private List<String> serverCommand(int port) {
    List<String> command = new ArrayList<>(List.of(program("postgres"), "-D", cluster.toString()));
    // On the command line, where neither postgresql.conf nor ALTER SYSTEM can override them.
    SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    DURABILITY.forEach(name -> command.addAll(List.of("-c", name + "=on")));
    command.addAll(List.of("-c", "port=" + port));
    return command;
  }

  /** Leaves a complete cluster whose password is the one in the password file. */
  private void prepare() throws IOException {
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(data.root(), NEW_CLUSTER + "*")) {
      leftovers.forEach(DataDirectory::deleteLeftover);
    }
    boolean known = Files.exists(data.passwordFile(Store.POSTGRES));
    String password = known ? access(data, 0).password() : DataDirectory.newPassword();
    if (!Files.exists(cluster)) {
      create(password);
    } else if (!known) {
      runSql(cluster, "ALTER ROLE %s PASSWORD '%s'".formatted(NAME, password));
      DataDirectory.writePrivate(data.passwordFile(Store.POSTGRES), List.of(password));
    }
  }

  /** Under another name until it is complete, because initdb can be killed half-way. */
  private void create(String password) throws IOException {
    Path made = Files.createTempDirectory(data.root(), NEW_CLUSTER);
    try {
      initialize(made);
      runSql(
          made,
          "CREATE ROLE %1$s LOGIN CREATEDB CREATEROLE PASSWORD '%2$s'".formatted(NAME, password),
          "CREATE DATABASE %1$s OWNER %1$s".formatted(NAME));
      DataDirectory.writePrivate(data.passwordFile(Store.POSTGRES), List.of(password));
      DataDirectory.rename(made, cluster);
    } catch (IOException | RuntimeException e) {
      DataDirectory.deleteLeftover(made);
      throw e;
    }
  }

  private void initialize(Path folder) throws IOException {
    // The builtin locale is the same on every system, so indexes survive a move to another one.
    run(
        folder,
        List.of(
            program("initdb"),
            "--pgdata=" + folder,
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--auth-local=reject",
            "--auth-host=scram-sha-256"),
        "");
  }

  /** In single-user mode, which needs no password; so the superuser can do without one. */
  private void runSql(Path folder, String... statements) throws IOException {
    run(
        folder,
        List.of(
            program("postgres"),
            "--single",
            "-D",
            folder.toString(),
            "-c",
            "exit_on_error=on",
            "-c",
            "log_min_error_statement=panic", // the statements hold the password
            "postgres"),
        String.join("\n", statements) + "\n");
  }

  private void run(Path folder, List<String> command, String input) throws IOException {
    Command.Result result = Command.run(Unprivileged.on(data, folder).running(command), input);
    if (!result.succeeded()) {
      data.appendToLog(Store.POSTGRES, result.output());
      throw Complaints.start(Store.POSTGRES, data, 0, result.output());
    }
  }

  /** Asks the status file first: connecting to a server in recovery fills its log with refusals. */
  private boolean isReady(int port) {
    try {
      List<String> status = Files.readAllLines(cluster.resolve("postmaster.pid"));
      if (status.size() < 8 || !status.get(7).startsWith("ready")) {
        return false;
      }
      return isDurable(access(data, port));
    } catch (IOException e) {
      return false; // not written yet
    }
  }

  private boolean isDurable(PostgresAccess access) {
    Properties login = new Properties();
    login.setProperty("user", access.user());
    login.setProperty("password", access.password());
    try (Connection connection = DriverManager.getConnection(access.jdbcUrl(), login);
        Statement statement = connection.createStatement()) {
      for (String setting : DURABILITY) {
        try (ResultSet shown = statement.executeQuery("SHOW " + setting)) {
          if (!shown.next() || !shown.getString(1).equals("on")) {
            throw new EmbeddedStoresException(
                "PostgreSQL runs with "
                    + setting
                    + " off, so a crash could lose data: remove that setting from the database or"
                    + " the user "
                    + NAME
                    + ".");
          }
        }
      }
      return true;
    } catch (SQLException e) {
      if (e.getCause() instanceof ConnectException) {
        return false; // the status file was an old one
      }
      throw loginFailed(e);
    }
  }

  private EmbeddedStoresException loginFailed(SQLException cause) {
    String state = String.valueOf(cause.getSQLState());
    String sentence =
        state.startsWith("28") // PostgreSQL's class for all that is wrong with a login
            ? "PostgreSQL does not accept the password in "
                + data.passwordFile(Store.POSTGRES)
                + ": delete that file and start again, and a new one is set."
            : "PostgreSQL runs but does not answer ("
                + cause.getMessage()
                + "): see "
                + log
                + ", or "
                + Store.POSTGRES.ownInstead()
                + ".";
    return new EmbeddedStoresException(sentence, cause);
  }

  private String program(String name) {
    return programs.resolve("bin").resolve(name).toString();
  }
}
