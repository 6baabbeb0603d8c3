package exchange.api.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process has in use.
 *
 * @param heapMegabytes of live objects
 */
record Level(int threads, int sockets, long heapMegabytes) {
  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

  static Level of(long pid) throws IOException {
    Path process = Path.of("/proc/" + pid);
    try (Stream<Path> threads = Files.list(process.resolve("task"));
        Stream<Path> files = Files.list(process.resolve("fd"))) {
      return new Level(
          (int) threads.count(),
          (int) files.filter(Level::isSocket).count(),
          liveBytes(pid) / 1_000_000);
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  /** Collects what is garbage first. */
  private static long liveBytes(long pid) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process = new ProcessBuilder(jcmd, "" + pid, "GC.class_histogram").start();
    String histogram = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IllegalStateException("jcmd says " + histogram);
    }
    return Long.parseLong(total.group(1));
  }
}
