package exchange.api;

import static org.awaitility.Awaitility.await;
import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

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
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.AbstractImagePullPolicy;
import org.testcontainers.images.ImageData;
import org.testcontainers.utility.DockerImageName;

/**
 * The PostgreSQL and the Redis that tests run on, started once a JVM: those that {@code
 * EXCHANGE_TEST_POSTGRES_URL} and {@code EXCHANGE_TEST_REDIS_URL} name, else containers where
 * Docker answers and has the images or can pull them, else the embedded ones. Says which.
 *
 * <p>Testcontainers also wants its Ryuk, which removes the containers of a killed run. With {@code
 * TESTCONTAINERS_RYUK_DISABLED=true} it does without and removes them when the JVM ends.
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
    String what = "embedded PostgreSQL and Redis";
    try {
      if (DockerClientFactory.instance().isDockerAvailable()) {
        return containers(environment);
      }
    } catch (RuntimeException failed) {
      what +=
          ", for Docker answers but cannot run them: " + getMostSpecificCause(failed).getMessage();
    }
    return embedded(what);
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
            .withExposedPorts(5432);
    GenericContainer<?> redis =
        new GenericContainer<>(DockerImageName.parse(redisImage)).withExposedPorts(6379);
    try {
      postgres.start();
      redis.start();
      PostgresAccess access =
          new PostgresAccess(
              postgres.getHost(), postgres.getMappedPort(5432), "exchange", "exchange", "exchange");
      // A port that listens may still refuse, and what is logged differs between images.
      await()
          .pollInSameThread() // another would wait for this class to be initialized
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .until(() -> accepts(access));
      return new TestStores(
          "containers of " + postgresImage + " and " + redisImage,
          access,
          "redis://" + redis.getHost() + ":" + redis.getMappedPort(6379));
    } catch (RuntimeException failed) {
      postgres.stop();
      redis.stop();
      throw failed;
    }
  }

  private static boolean accepts(PostgresAccess postgres) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
      return connection.isValid(1);
    }
  }

  private static TestStores embedded(String what) {
    try {
      Path target = Path.of("target").toAbsolutePath();
      EmbeddedStores.Options options =
          EmbeddedStores.Options.of(Files.createTempDirectory(target, "stores-"))
              .withBinariesDirectory(target.resolve("binaries"));
      EmbeddedStores stores = EmbeddedStores.start(options);
      Runtime.getRuntime().addShutdownHook(new Thread(stores::close));
      return new TestStores(what, stores.postgres(), stores.redisUri().toString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Pulls what Docker lacks, and gives up after the first failure: Testcontainers would go on for
   * two minutes. Named in {@code testcontainers.properties}, so that it holds for the images that
   * Testcontainers wants too.
   */
  public static final class PullOnce extends AbstractImagePullPolicy {
    private ContainerFetchException failure;

    @Override
    public synchronized boolean shouldPull(DockerImageName image) {
      if (super.shouldPull(image)) {
        if (failure == null) {
          pull(image);
        }
        // Whoever words the error message asks again.
        if (failure != null) {
          throw failure;
        }
      }
      return false;
    }

    @Override
    protected boolean shouldPullCached(DockerImageName image, ImageData local) {
      return false;
    }

    private void pull(DockerImageName image) {
      try {
        DockerClientFactory.lazyClient()
            .pullImageCmd(image.getUnversionedPart())
            .withTag(image.getVersionPart())
            .start()
            .awaitCompletion(2, TimeUnit.MINUTES);
      } catch (RuntimeException failed) {
        failure =
            new ContainerFetchException(
                ("cannot pull " + image + ": " + failed.getMessage()).strip());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        failure = new ContainerFetchException("interrupted while pulling " + image, interrupted);
      }
    }
  }
}
