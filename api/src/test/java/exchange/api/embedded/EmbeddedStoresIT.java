package exchange.api.embedded;

import static exchange.api.embedded.TestServers.on;
import static exchange.api.embedded.TestServers.processesOn;
import static exchange.api.embedded.TestServers.query;
import static exchange.api.embedded.TestServers.redis;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What running stores are like. */
class EmbeddedStoresIT {

  private static Path data;
  private static EmbeddedStores stores;

  @BeforeAll
  static void start(@TempDir Path temporary) throws IOException {
    // A blank and a quote, because the path passes through shells and a configuration file.
    data = temporary.toRealPath().resolve("it's \"my\" data");
    stores = EmbeddedStores.start(on(data));
  }

  @AfterAll
  static void stop() {
    stores.close();
  }

  @Test
  void postgresLosesNothingThatItAcknowledged() throws SQLException {
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      assertThat(query(stores.postgres(), "SHOW " + setting)).as(setting).containsExactly("on");
    }
  }

  @Test
  void alterSystemCannotMakeItForget() throws SQLException {
    assertThat(query(stores.postgres(), "SELECT source FROM pg_settings WHERE name = 'fsync'"))
        .containsExactly("command line");
  }

  @Test
  void postgresIsVersion18InUtf8AndUtc() throws SQLException {
    assertThat(query(stores.postgres(), "SHOW server_version").get(0)).startsWith("18.");
    // Not asked of the server, because the driver tells it the time zone of this JVM.
    assertThat(processesOn(data)).anyMatch(command -> command.contains(" timezone=UTC "));
    assertThat(query(stores.postgres(), "SHOW max_connections")).containsExactly("200");
    assertThat(query(stores.postgres(), "SHOW max_prepared_transactions")).containsExactly("0");
    assertThat(
            query(
                stores.postgres(),
                "SELECT concat_ws(' ', pg_encoding_to_char(encoding), datlocprovider, datlocale)"
                    + " FROM pg_database WHERE datname = current_database()"))
        .containsExactly("UTF8 b C.UTF-8");
  }

  @Test
  void theServersUserOwnsItsDatabaseAndIsStoppedByRowLevelSecurity() throws SQLException {
    assertThat(
            query(
                stores.postgres(),
                "SELECT rolsuper || ' ' || rolbypassrls FROM pg_roles WHERE rolname ="
                    + " current_user"))
        .containsExactly("false false");
    assertThat(query(stores.postgres(), "CREATE EXTENSION IF NOT EXISTS btree_gist")).isEmpty();
    assertThat(query(stores.postgres(), "CREATE SCHEMA owned")).isEmpty();
  }

  @Test
  void nobodyGetsInWithoutThePassword() throws IOException {
    PostgresAccess right = stores.postgres();
    PostgresAccess wrong =
        new PostgresAccess(right.host(), right.port(), right.database(), right.user(), "guess");
    PostgresAccess superuser =
        new PostgresAccess(right.host(), right.port(), "postgres", "postgres", right.password());
    assertThatThrownBy(() -> query(wrong, "SELECT 1")).hasMessageContaining("authentication");
    assertThatThrownBy(() -> query(superuser, "SELECT 1")).hasMessageContaining("authentication");
    try (Socket socket = new Socket(Launch.loopback(), stores.redisUri().getPort())) {
      socket.getOutputStream().write("GET x\r\n".getBytes(US_ASCII));
      assertThat(TestServers.lines(socket.getInputStream()).readLine()).startsWith("-NOAUTH");
    }
  }

  @Test
  void passwordsAreForTheOwnersEyesOnly() throws IOException {
    for (String file :
        List.of("postgresql.password", "redis.password", "redis/redis.conf", "postgresql.log")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
    assertThat(stores.postgres().toString()).doesNotContain(stores.postgres().password());
    assertThat(processesOn(data))
        .isNotEmpty()
        .noneMatch(command -> command.contains(stores.postgres().password()))
        .noneMatch(command -> command.contains(stores.redisUri().getUserInfo().substring(1)));
  }

  @Test
  void redisKeepsALogAndForgetsNothingSilently() {
    assertThat(setting("appendonly")).isEqualTo("yes");
    assertThat(setting("appendfsync")).isEqualTo("everysec");
    assertThat(setting("maxmemory-policy")).isEqualTo("noeviction");
    assertThat(setting("protected-mode")).isEqualTo("yes");
    assertThat(setting("save")).isEmpty();
    assertThat(setting("dir")).isEqualTo(data.resolve("redis").toString());
    assertThat(redis(stores, commands -> commands.info("server"))).contains("redis_version:6.2");
  }

  @Test
  void bothListenOnTheLoopbackInterfaceOnly() throws IOException {
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : network.inetAddresses().toList()) {
        boolean reachable = address.equals(Launch.loopback());
        if (address instanceof Inet4Address) {
          assertThat(listens(address, stores.postgres().port())).isEqualTo(reachable);
          assertThat(listens(address, stores.redisUri().getPort())).isEqualTo(reachable);
        }
      }
    }
  }

  private static String setting(String name) {
    return redis(stores, commands -> commands.configGet(name).get(name));
  }

  private static boolean listens(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
