package exchange.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** PostgreSQL's own load generator, calling the SQL function that the server calls. */
final class PgBench {
  private static final Pattern RATE =
      Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");

  private final int port;
  private final String password;

  PgBench(int port, String password) {
    this.port = port;
    this.password = password;
  }

  /**
   * Calls {@code change} for the numbers from {@code first} on, each client its own share.
   *
   * @param call SQL with {@code :n} for the number
   */
  Result run(int clients, int first, int count, String call)
      throws IOException, InterruptedException {
    int each = count / clients;
    Path script = Files.createTempFile("pgbench", ".sql");
    Path logs = Files.createTempDirectory("pgbench");
    Files.writeString(
        script,
        "\\set i :i + 1\n\\set n %d + :client_id * %d + :i - 1\n%s;\n"
            .formatted(first, each, call));
    ProcessBuilder builder =
        new ProcessBuilder(
            "pgbench",
            "-n",
            "-M",
            "prepared",
            "-h",
            "127.0.0.1",
            "-p",
            "" + port,
            "-U",
            "exchange",
            "-c",
            "" + clients,
            "-j",
            "2",
            "-t",
            "" + each,
            "-D",
            "i=0",
            "-l",
            "--log-prefix",
            logs.resolve("log").toString(),
            "-f",
            script.toString(),
            "exchange");
    builder.environment().put("PGPASSWORD", password);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(output);
    if (process.waitFor() != 0 || !rate.find() || output.contains("ERROR")) {
      throw new IllegalStateException("pgbench failed:\n" + output);
    }
    long done = (long) each * clients;
    return new Result(done, done / Double.parseDouble(rate.group(1)), latency(logs));
  }

  /** The third column of its log is the microseconds of a transaction. */
  private static Histogram latency(Path logs) throws IOException {
    Histogram latency = new Histogram(3);
    try (var files = Files.list(logs)) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          latency.recordValue(Long.parseLong(line.split(" ", 4)[2]));
        }
        Files.delete(file);
      }
    }
    Files.delete(logs);
    return latency;
  }
}
