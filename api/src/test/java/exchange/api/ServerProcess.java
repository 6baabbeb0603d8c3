package exchange.api;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The exchange as a newcomer runs it: a process of its own, with its log and its data folder. */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("is open at (http://localhost:\\d+)");

  private final Path data;
  private final Path log;
  private final Process process;

  private ServerProcess(Path data, Path log, Process process) {
    this.data = data;
    this.log = log;
    this.process = process;
  }

  /** Starts it; does not wait. */
  static ServerProcess start(Path data, String... settings) {
    List<String> all = new ArrayList<>(List.of("--exchange.round-seconds=2", "--server.port=0"));
    all.addAll(List.of(settings));
    return start(ExchangeServer.class, "", data, all);
  }

  /**
   * Starts it; does not wait.
   *
   * @param main the class that is run
   * @param before folders of the class path that come before all others, or nothing
   */
  public static ServerProcess start(
      Class<?> main, String before, Path data, List<String> settings) {
    try {
      Files.createDirectories(data);
      Path log = Files.createTempFile(data.getParent(), "server", ".log");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      if (!Boolean.getBoolean("nodes.compile-fully")) { // It pays after a minute of work.
        command.add("-XX:TieredStopAtLevel=1");
      }
      command.add("-cp");
      String classes =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      command.add(before.isEmpty() ? classes : before + File.pathSeparator + classes);
      command.add(main.getName());
      command.add("--exchange.data-directory=" + data);
      command.addAll(settings);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ServerProcess(data, log, process);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Waits until it is open. */
  public String address() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> !process.isAlive() || ADDRESS.matcher(log()).find());
    Matcher found = ADDRESS.matcher(log());
    if (!found.find()) {
      throw new AssertionError("the server did not open:\n" + log());
    }
    return found.group(1);
  }

  public long pid() {
    return process.pid();
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the server did not stop:\n" + log());
    }
  }

  /** kill -9. */
  public void kill() {
    process.destroyForcibly();
    Awaitility.await().until(() -> !process.isAlive());
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the server did not give up:\n" + log());
    }
    return process.exitValue();
  }

  /** Command lines of whatever runs on the data folder still. */
  static List<String> strays(Path data) {
    return ProcessHandle.allProcesses()
        .flatMap(handle -> handle.info().commandLine().stream())
        .filter(line -> line.contains(data.toString()) && !line.contains("ExchangeServer"))
        .toList();
  }

  @Override
  public void close() {
    kill();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> strays(data).isEmpty());
  }
}
