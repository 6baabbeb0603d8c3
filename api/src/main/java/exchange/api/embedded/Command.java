package exchange.api.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Short-lived programs, run to their end. */
final class Command {

  /** What a program said, on both streams, and how it ended. */
  record Result(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  private Command() {}

  /** Runs a small question to the system; a program that is not there has failed like any other. */
  static Result ask(List<String> command) {
    try {
      return end(builder(command).redirectErrorStream(true).start(), "");
    } catch (IOException e) {
      return new Result(127, String.valueOf(e.getMessage()));
    }
  }

  /** Runs a program that reads {@code input}; of what it says, only its complaints are kept. */
  static Result run(List<String> command, String input) throws IOException {
    Process process = builder(command).redirectOutput(Redirect.DISCARD).start();
    return end(process, input);
  }

  private static Result end(Process process, String input) throws IOException {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    } catch (IOException e) {
      // It ended before it had read everything, which its exit code tells better.
    }
    try (InputStream said =
        new SequenceInputStream(process.getInputStream(), process.getErrorStream())) {
      String output = new String(said.readAllBytes(), UTF_8).strip();
      return new Result(process.onExit().join().exitValue(), output);
    }
  }

  static boolean isInstalled(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** A builder whose program speaks English, so that its complaints can be recognised. */
  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }
}
