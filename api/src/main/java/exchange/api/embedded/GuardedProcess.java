package exchange.api.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store's server as a child process that does not outlive this JVM.
 *
 * <p>A small shell script stands between the two and holds the reading end of a pipe from the JVM.
 * When the pipe closes it asks the server to end cleanly, insists if it must, and ends with it. The
 * pipe closes because {@link #askToStop} closed it, or because the JVM is gone: then the system
 * closes it, even after {@code kill -9}. So an orderly and a violent end take the same way, and no
 * JVM shutdown hook is needed that could race the hooks of others.
 *
 * <p>Script and server run in a session of their own. Ctrl-C, which a terminal sends to the whole
 * process group, therefore reaches only the JVM, and the server keeps answering until the JVM has
 * closed its connections.
 */
final class GuardedProcess {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedProcess.class);

  /**
   * $1 is the signal for a clean end, the rest the server's command line. The inner {@code read}
   * returns when the pipe closes. SIGQUIT is PostgreSQL's immediate shutdown, which loses nothing
   * either; Redis ignores it here. The two loops wait 60 and 10 seconds.
   */
  private static final String GUARD =
      """
      signal=$1; shift
      trap '' HUP INT TERM
      exec 3<&0 </dev/null
      "$@" 3<&- &
      server=$!
      {
        while read -r _; do :; done
        kill -s "$signal" $server
        n=0; while kill -s 0 $server && [ $n -lt 60 ]; do sleep 1; n=$((n+1)); done
        kill -s QUIT $server
        n=0; while kill -s 0 $server && [ $n -lt 10 ]; do sleep 1; n=$((n+1)); done
        kill -s KILL $server
      } <&3 3<&- >/dev/null 2>&1 &
      watcher=$!
      exec 3<&-
      wait $server; status=$?
      kill -s KILL $watcher 2>/dev/null
      exit $status
      """;

  /** Longer than the script needs to insist. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

  private final Store store;
  private final int port;
  private final LogTail log;
  private final Process process;
  private volatile boolean working;

  private GuardedProcess(Store store, int port, LogTail log, Process process) {
    this.store = store;
    this.port = port;
    this.log = log;
    this.process = process;
  }

  static GuardedProcess start(Store store, int port, Path log, List<String> command)
      throws IOException {
    List<String> guarded = new ArrayList<>(ownSession());
    guarded.addAll(List.of("/bin/sh", "-c", GUARD, "guard-" + store.fileName()));
    guarded.add(store.stopSignal());
    guarded.addAll(command);
    LogTail tail = LogTail.of(log);
    Process process =
        Command.builder(guarded)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start();
    GuardedProcess started = new GuardedProcess(store, port, tail, process);
    var unused = process.onExit().thenAccept(ended -> started.noteEnd(ended.exitValue()));
    return started;
  }

  /** Waits until the server works; false when it ended instead, or when the time is up. */
  boolean becomes(BooleanSupplier ready, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (ready.getAsBoolean()) {
        working = true;
        return true;
      }
      Thread.sleep(10);
    }
    return false;
  }

  /** Tells the server to end, and does not wait for it. */
  void askToStop() {
    working = false;
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.warn("The pipe to {} did not close", store.label(), e);
    }
  }

  /** Waits until the server has ended. */
  void awaitStop() {
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), SECONDS)) {
        LOG.error("{} does not end, so it is killed: see {}", store.label(), log.log());
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      // The server ends on its own now; only nobody waits for it any more.
      Thread.currentThread().interrupt();
    }
  }

  void stop() {
    askToStop();
    awaitStop();
  }

  int port() {
    return port;
  }

  /** What the server has said so far. */
  String lastWords() throws IOException {
    return log.read();
  }

  private void noteEnd(int exitCode) {
    if (working) {
      LOG.error("{} ended by itself with code {}: see {}", store.label(), exitCode, log.log());
    }
  }

  /** Linux has setsid, macOS has Perl; with neither, Ctrl-C also reaches the servers. */
  private static List<String> ownSession() {
    if (Command.isInstalled("setsid")) {
      return List.of("setsid");
    }
    if (Command.isInstalled("perl")) {
      return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec {$ARGV[0]} @ARGV");
    }
    return List.of();
  }
}
