package exchange.api;

import exchange.api.embedded.EmbeddedStores;
import exchange.api.embedded.PostgresAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The PostgreSQL and the Redis that tests run on, started once a JVM: those that {@code
 * EXCHANGE_TEST_POSTGRES_URL} and {@code EXCHANGE_TEST_REDIS_URL} name, else containers where
 * Docker answers and has the images, else the embedded ones. Says which.
 */
public final class TestStores {
  private static final TestStores INSTANCE = open();

  private final PostgresAccess postgres;
  private final String redis;

  private TestStores(String what, PostgresAccess postgres, String redis) {
    System.out.println("Tests use " + what);
    this.postgres = postgres;
    this.redis = redis;
  }

  /** A database of the test's own, empty. */
  public static PostgresAccess freshDatabase() {
    PostgresAccess postgres = INSTANCE.postgres;
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException failed) {
      throw new IllegalStateException("no database for the test", failed);
    }
    return new PostgresAccess(
        postgres.host(), postgres.port(), name, postgres.user(), postgres.password());
  }

  public static String redis() {
    return INSTANCE.redis;
  }

  private static TestStores open() {
    Map<String, String> environment = System.getenv();
    String postgres = environment.getOrDefault("EXCHANGE_TEST_POSTGRES_URL", "");
    if (!postgres.isEmpty()) {
      URI uri = URI.create(postgres);
      return new TestStores(
          "the stores that the environment names: " + postgres,
          new PostgresAccess(
              uri.getHost(),
              uri.getPort() < 0 ? 5432 : uri.getPort(),
              uri.getPath().substring(1),
              environment.getOrDefault("EXCHANGE_TEST_POSTGRES_USER", "exchange"),
              environment.getOrDefault("EXCHANGE_TEST_POSTGRES_PASSWORD", "")),
          environment.getOrDefault("EXCHANGE_TEST_REDIS_URL", "redis://localhost:6379"));
    }
    if (DockerClientFactory.instance().isDockerAvailable()) {
      try {
        return containers(environment);
      } catch (RuntimeException noImages) {
        System.out.println(
            "Docker answers but cannot start the stores, so the embedded ones are used: "
                + noImages.getMessage());
      }
    }
    return embedded();
  }

  @SuppressWarnings("resource") // They end with the JVM.
  private static TestStores containers(Map<String, String> environment) {
    String postgresImage =
        environment.getOrDefault("EXCHANGE_TEST_POSTGRES_IMAGE", "postgres:18-alpine");
    String redisImage = environment.getOrDefault("EXCHANGE_TEST_REDIS_IMAGE", "redis:7-alpine");
    GenericContainer<?> postgres =
        new GenericContainer<>(DockerImageName.parse(postgresImage))
            .withEnv("POSTGRES_USER", "exchange")
            .withEnv("POSTGRES_PASSWORD", "exchange")
            .withEnv("POSTGRES_DB", "exchange")
            .withExposedPorts(5432)
            .waitingFor(
                Wait.forLogMessage(".*database system is ready to accept connections.*", 2));
    GenericContainer<?> redis =
        new GenericContainer<>(DockerImageName.parse(redisImage)).withExposedPorts(6379);
    postgres.start();
    try {
      redis.start();
    } catch (RuntimeException failed) {
      postgres.stop();
      throw failed;
    }
    return new TestStores(
        "containers of " + postgresImage + " and " + redisImage,
        new PostgresAccess(
            postgres.getHost(), postgres.getMappedPort(5432), "exchange", "exchange", "exchange"),
        "redis://" + redis.getHost() + ":" + redis.getMappedPort(6379));
  }

  private static TestStores embedded() {
    try {
      Path data = Files.createTempDirectory("exchange-test-");
      EmbeddedStores.Options options =
          EmbeddedStores.Options.of(data)
              .withBinariesDirectory(Path.of("target", "binaries").toAbsolutePath());
      EmbeddedStores stores = EmbeddedStores.start(options);
      Runtime.getRuntime().addShutdownHook(new Thread(stores::close));
      return new TestStores(
          "embedded PostgreSQL and Redis", stores.postgres(), stores.redisUri().toString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
