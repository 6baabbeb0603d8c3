package exchange.api.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL and a Redis of the server's own, on the loopback interface, whose data survives
 * restarts.
 *
 * <p>The owner closes this object after everything that uses the stores. There is no shutdown hook
 * that could come too early: should nobody close it, or should the JVM be killed, the stores notice
 * that the JVM is gone and end cleanly by themselves (see {@link GuardedProcess}).
 */
public final class EmbeddedStores implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStores.class);

  private final DataDirectory data;
  private final GuardedProcess postgresProcess;
  private final GuardedProcess redisProcess;
  private final PostgresAccess postgres;
  private final URI redisUri;
  private boolean closed;

  private EmbeddedStores(
      DataDirectory data, GuardedProcess postgresProcess, GuardedProcess redisProcess)
      throws IOException {
    this.data = data;
    this.postgresProcess = postgresProcess;
    this.redisProcess = redisProcess;
    this.postgres = PostgresServer.access(data, postgresProcess.port());
    this.redisUri = RedisServer.uri(data, redisProcess.port());
  }

  /**
   * Where the stores keep their data, where their programs are unpacked, and the ports they listen
   * on; port 0 takes any free one.
   */
  public record Options(
      Path dataDirectory, Path binariesDirectory, int postgresPort, int redisPort) {

    /** Programs below the data, any free ports. */
    public static Options of(Path dataDirectory) {
      return new Options(dataDirectory, dataDirectory.resolve("binaries"), 0, 0);
    }

    /** Programs in a folder that several data directories can share. */
    public Options withBinariesDirectory(Path directory) {
      return new Options(dataDirectory, directory, postgresPort, redisPort);
    }

    /** Fixed ports, for tools that want to find the stores. */
    public Options withPorts(int postgres, int redis) {
      return new Options(dataDirectory, binariesDirectory, postgres, redis);
    }
  }

  /**
   * Starts both on any free ports and returns when both work.
   *
   * @throws EmbeddedStoresException with a sentence for the user when they cannot run here
   */
  public static EmbeddedStores start(Path dataDirectory) {
    return start(Options.of(dataDirectory));
  }

  /**
   * Starts both and returns when both work.
   *
   * @throws EmbeddedStoresException with a sentence for the user when they cannot run here
   */
  public static EmbeddedStores start(Options options) {
    long begin = System.nanoTime();
    DataDirectory data = DataDirectory.open(options.dataDirectory());
    boolean started = false;
    try {
      EmbeddedStores stores = startBoth(data, options);
      started = true;
      long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      LOG.info("PostgreSQL and Redis run on the data in {} after {} ms", data.root(), millis);
      return stores;
    } catch (IOException e) {
      throw Complaints.file(data.root(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedStoresException("The start of PostgreSQL and Redis was interrupted.", e);
    } finally {
      if (!started) {
        data.close();
      }
    }
  }

  /**
   * PostgreSQL in the calling thread, whose class loader finds the JDBC driver; Redis beside it.
   */
  private static EmbeddedStores startBoth(DataDirectory data, Options options)
      throws IOException, InterruptedException {
    BinaryCache cache = new BinaryCache(options.binariesDirectory());
    FutureTask<GuardedProcess> redisStart =
        new FutureTask<>(() -> RedisServer.start(data, cache, options.redisPort()));
    Thread thread = new Thread(redisStart, "redis-start");
    thread.setDaemon(true);
    thread.start();
    GuardedProcess postgres = null;
    try {
      postgres = PostgresServer.start(data, cache, options.postgresPort());
      return new EmbeddedStores(data, postgres, result(redisStart));
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (postgres != null) {
        postgres.stop();
      }
      stopOnceStarted(redisStart);
      throw e;
    }
  }

  private static GuardedProcess result(FutureTask<GuardedProcess> start)
      throws IOException, InterruptedException {
    try {
      return start.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void stopOnceStarted(FutureTask<GuardedProcess> start) {
    try {
      start.get().stop();
    } catch (ExecutionException e) {
      LOG.debug("Redis did not start, so there is nothing to stop", e);
    } catch (InterruptedException e) {
      boolean unused = start.cancel(true);
      Thread.currentThread().interrupt();
    }
  }

  public PostgresAccess postgres() {
    return postgres;
  }

  /** With the password; for {@code RedisURI.create} of Lettuce or {@code spring.data.redis.url}. */
  public URI redisUri() {
    return redisUri;
  }

  /** Ends both cleanly and waits for it; the second call finds nothing to do. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      postgresProcess.askToStop();
      redisProcess.askToStop();
      postgresProcess.awaitStop();
      redisProcess.awaitStop();
      data.close();
    }
  }
}
