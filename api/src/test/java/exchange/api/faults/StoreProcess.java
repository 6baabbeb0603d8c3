package exchange.api.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A store's server, which can be stopped, killed and started again on the same data and port. */
final class StoreProcess implements AutoCloseable {
  private final List<String> command;
  private final Path log;
  private final Callable<Boolean> ready;
  private Process process;

  private StoreProcess(List<String> command, Path log, Callable<Boolean> ready) {
    this.command = command;
    this.log = log;
    this.ready = ready;
  }

  /** Starts it and waits until it works. */
  static StoreProcess start(List<String> command, Path log, Callable<Boolean> ready)
      throws IOException {
    StoreProcess store = new StoreProcess(command, log, ready);
    Runtime.getRuntime().addShutdownHook(new Thread(store::close));
    store.start();
    return store;
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .until(ready);
  }

  /** kill -9 for it and its workers. */
  void kill() {
    List<ProcessHandle> all = all().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Awaitility.await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Sends its main process a signal that ends it, and waits for the end. */
  void end(String signal) throws IOException, InterruptedException {
    signal(signal, Stream.of(process.toHandle()));
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
  }

  /** SIGSTOP for it and its workers. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP", all());
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT", all());
  }

  /** Waits until it works, and starts it where it had to give up. */
  void recover() throws Exception {
    if (!process.isAlive()) {
      start();
    }
    Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(ready);
  }

  private Stream<ProcessHandle> all() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  private static void signal(String signal, Stream<ProcessHandle> processes)
      throws IOException, InterruptedException {
    for (ProcessHandle each : processes.toList()) {
      new ProcessBuilder("kill", "-s", signal, String.valueOf(each.pid())).start().waitFor();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
