package exchange.api.faults;

import exchange.api.ExchangeServer;
import exchange.api.ServerProcess;
import exchange.api.embedded.StorePrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Two nodes of the exchange on one PostgreSQL and one Redis, each a process of its own that can be
 * killed, with a {@link Proxy} before each of the four.
 */
final class Cluster implements AutoCloseable {
  static final String OPERATOR_SECRET = "operator-secret";

  final Path folder;
  private final Duration holdLife;

  /** PostgreSQL's own, small where this machine lets us mount one. */
  final Path disk;

  private boolean mounted;
  final StoreProcess postgres;
  final StoreProcess redis;
  final Proxy toPostgres;
  final Proxy toRedis;
  final List<Proxy> toNodes = new ArrayList<>();
  private final int postgresPort;
  private final int redisPort;
  private final int[] nodePorts = {freePort(), freePort()};
  private final ServerProcess[] nodes = new ServerProcess[2];
  private final boolean[] real = new boolean[2];

  private Cluster(Path folder, Duration holdLife, boolean smallDisk) throws Exception {
    this.folder = folder;
    this.holdLife = holdLife;
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted =
        smallDisk
            && command(
                    "mount",
                    "-t",
                    "tmpfs",
                    "-o",
                    "size=" + System.getProperty("faults.disk", "1g") + ",mode=777",
                    "none",
                    disk.toString())
                == 0;
    postgresPort = freePort();
    redisPort = freePort();
    postgres = startPostgres();
    redis =
        StoreProcess.start(
            List.of(
                StorePrograms.redis().toString(),
                "--port " + redisPort,
                "--bind 127.0.0.1",
                "--appendonly no",
                "--maxmemory-policy noeviction",
                "--dir " + folder,
                "--save",
                ""),
            folder.resolve("redis.log"),
            () -> redis("PING").equals("+PONG"));
    toPostgres = Proxy.to(postgresPort);
    toRedis = Proxy.to(redisPort);
    Runtime.getRuntime().addShutdownHook(new Thread(this::killNodes));
    for (int node = 0; node < 2; node++) {
      startNode(node);
      nodes[node].address(); // The second finds the keys that the first has drawn.
      toNodes.add(Proxy.to(nodePorts[node]));
    }
    awaitReady();
  }

  static Cluster start() {
    return start(Duration.ofMillis(1500));
  }

  static Cluster start(Duration holdLife) {
    return start(holdLife, true);
  }

  /** With all the room that this machine has. */
  static Cluster startOnDisk(Duration holdLife) {
    return start(holdLife, false);
  }

  private static Cluster start(Duration holdLife, boolean smallDisk) {
    try {
      Path target = Path.of("target").toAbsolutePath();
      return new Cluster(Files.createTempDirectory(target, "faults-"), holdLife, smallDisk);
    } catch (Exception failed) {
      throw new IllegalStateException("no cluster", failed);
    }
  }

  private StoreProcess startPostgres() throws Exception {
    Path data = Files.createDirectory(disk.resolve("postgres"));
    Path log = folder.resolve("postgres.log");
    String programs = StorePrograms.postgres().toString();
    List<String> initialize =
        unprivileged(programs + "/initdb", "-D", "" + data, "-U", "exchange", "--auth=trust");
    if (command(initialize.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("initdb failed in " + data);
    }
    Files.writeString(
        data.resolve("postgresql.auto.conf"),
        """
        port = %d
        listen_addresses = '127.0.0.1'
        unix_socket_directories = ''
        fsync = on
        synchronous_commit = on
        max_wal_size = 128MB
        """
            .formatted(postgresPort));
    return StoreProcess.start(
        unprivileged(programs + "/postgres", "-D", "" + data), log, () -> number("select 1") == 1);
  }

  /** PostgreSQL refuses to be root, whom a user namespace makes nobody. */
  private static List<String> unprivileged(String... command) {
    boolean root = System.getProperty("user.name").equals("root");
    return Stream.concat(root ? Stream.of("unshare", "-U") : Stream.of(), Arrays.stream(command))
        .toList();
  }

  private static int command(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Starts a node as users run it, on its old port, and does not wait. */
  void startNode(int node) {
    startNode(node, ExchangeServer.class, "");
  }

  /** Starts a node that runs another main class, or with other resources before its own. */
  void startNode(int node, Class<?> main, String before, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(
        List.of(
            "--server.port=" + nodePorts[node],
            "--exchange.postgres.url=postgresql://127.0.0.1:" + toPostgres.port() + "/postgres",
            "--exchange.redis.url=redis://127.0.0.1:" + toRedis.port(),
            "--exchange.demo=false",
            "--exchange.operator-secret=" + OPERATOR_SECRET,
            "--exchange.hold-life=" + holdLife.toMillis() + "ms",
            "--exchange.webhooks.this-machine=true",
            "--exchange.most-holds=1000000"));
    nodes[node] = ServerProcess.start(main, before, folder.resolve("node"), all);
    real[node] = main.equals(ExchangeServer.class);
  }

  /** Puts the real server in the place of each node that is another. */
  void useRealNodes() {
    for (int node = 0; node < 2; node++) {
      if (!real[node]) {
        killNode(node);
        startNode(node);
      }
    }
    awaitReady();
  }

  /** kill -9. */
  void killNode(int node) {
    nodes[node].kill();
  }

  /** Waits until both nodes say that both stores answer. */
  void awaitReady() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(
            () ->
                Stream.of(0, 1)
                    .map(node -> Caller.health(port(node)))
                    .allMatch(
                        health ->
                            health.path("postgresql").asString().equals("UP")
                                && health.path("redis").asString().equals("UP")));
  }

  /** Where clients find a node: behind its proxy. */
  int port(int node) {
    return toNodes.get(node).port();
  }

  /** Where a node listens, past its proxy. */
  int nodePort(int node) {
    return nodePorts[node];
  }

  long pid(int node) {
    return nodes[node].pid();
  }

  /** What the nodes have logged. */
  String log(int node) {
    return nodes[node].log();
  }

  /** One line of Redis' answer to a command in its plain form. */
  String redis(String command) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
      socket.setSoTimeout(2000);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      StringBuilder line = new StringBuilder();
      for (int c = socket.getInputStream().read();
          c >= 0 && c != '\n';
          c = socket.getInputStream().read()) {
        line.append((char) c);
      }
      return line.toString().strip();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A connection to the books past all proxies. */
  Connection books() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + postgresPort + "/postgres?connectTimeout=2",
        "exchange",
        "");
  }

  /** The one number that a query gives. */
  long number(String sql) {
    try (Connection books = books();
        Statement statement = books.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }

  void sql(String sql) {
    try (Connection books = books();
        Statement statement = books.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }

  /** Does to the books what may well be refused. */
  void sqlUntilItFails(String sql) {
    try {
      sql(sql);
    } catch (IllegalStateException refused) {
      // Nobody hangs on it.
    }
  }

  boolean hasSmallDisk() {
    return mounted;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void killNodes() {
    Stream.of(nodes).filter(Objects::nonNull).forEach(ServerProcess::kill);
  }

  @Override
  public void close() {
    killNodes();
    redis.close();
    postgres.close();
    if (mounted) {
      try {
        mounted = command("umount", disk.toString()) != 0;
      } catch (IOException | InterruptedException failed) {
        throw new IllegalStateException("cannot unmount " + disk, failed);
      }
    }
  }
}
