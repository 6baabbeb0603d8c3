package exchange.api.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a server on a port and waits until it works. */
final class Launch {

  private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

  private static final int ATTEMPTS = 5;

  private Launch() {}

  /**
   * Starts on {@code fixedPort}, or on any free one when that is 0. Between choosing a free port
   * and listening on it somebody else may take it; then another one is tried.
   */
  static GuardedProcess on(
      int fixedPort,
      Store store,
      DataDirectory data,
      Duration limit,
      IntFunction<List<String>> command,
      IntPredicate ready)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      int port = fixedPort == 0 ? freePort() : fixedPort;
      long begin = System.nanoTime();
      GuardedProcess process =
          GuardedProcess.start(store, port, data.log(store), command.apply(port));
      try {
        if (process.becomes(() -> ready.test(port), limit)) {
          long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
          LOG.info("{} is ready on 127.0.0.1:{} after {} ms", store.label(), port, millis);
          return process;
        }
      } catch (RuntimeException | InterruptedException e) {
        process.stop();
        throw e;
      }
      process.stop();
      String words = process.lastWords();
      if (fixedPort != 0 || attempt == ATTEMPTS || !Complaints.portTaken(words)) {
        throw Complaints.start(store, data, port, words);
      }
    }
  }

  /** 127.0.0.1, whatever a JVM that prefers IPv6 calls its loopback address. */
  static InetAddress loopback() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    }
  }
}
