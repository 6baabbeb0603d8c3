package exchange.api.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what the system and the stores say about a failure into a sentence with a way out. */
final class Complaints {

  static final String OTHER_FOLDER = "choose another folder by EXCHANGE_DATA_DIR";

  private static final String DISK_FULL = "No space left on device";
  private static final long LITTLE_SPACE_BYTES = 1 << 20;
  private static final String PORT_TAKEN = "Address already in use";
  private static final Pattern OTHER_MAJOR =
      Pattern.compile("initialized by PostgreSQL version (\\d+).*this version (\\d+)");
  private static final Pattern MISSING_LIBRARY =
      Pattern.compile(
          "error while loading shared libraries: ([^:\\s]+)|Library not loaded: (\\S+)");

  /** Lines that name a cause; while recovering PostgreSQL also turns callers away with FATAL. */
  private static final Pattern CAUSE =
      Pattern.compile("FATAL|PANIC|rror|Bad|denied|not permitted|annot|an't|not found");

  private static final Pattern LOG_PREFIX =
      Pattern.compile("^(\\d{4}-\\d\\d-\\d\\d \\S+ UTC \\[\\d+] |\\d+:\\w .*? [#*.-] )");

  private Complaints() {}

  /** A file operation on the data directory, or on the programs below it, failed. */
  static EmbeddedStoresException file(Path directory, IOException cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains(DISK_FULL) || message.contains("quota exceeded")) {
      return diskFull(directory, cause);
    }
    String reason = cause instanceof AccessDeniedException ? "access denied" : message;
    return new EmbeddedStoresException(
        "The data directory "
            + directory
            + " cannot be used ("
            + reason
            + "): make it a folder that this user may write, or "
            + OTHER_FOLDER
            + ".",
        cause);
  }

  static boolean portTaken(String words) {
    return words.contains(PORT_TAKEN);
  }

  /**
   * A store, or a program that prepares it, ended or kept silent; {@code words} is what it said.
   */
  static EmbeddedStoresException start(Store store, DataDirectory data, int port, String words) {
    if (words.contains(DISK_FULL) || (words.isBlank() && isFull(data.root()))) {
      return diskFull(data.root(), null);
    }
    if (portTaken(words)) {
      return new EmbeddedStoresException(
          "Port "
              + port
              + " on 127.0.0.1, meant for "
              + store.label()
              + ", is taken: stop the program that uses it, or configure another port (0 takes any"
              + " free one).");
    }
    Matcher major = OTHER_MAJOR.matcher(words);
    if (major.find()) {
      return new EmbeddedStoresException(
          "The data in "
              + data.folder(store)
              + " belongs to PostgreSQL "
              + major.group(1)
              + ", but the built-in one is "
              + major.group(2)
              + ": "
              + OTHER_FOLDER
              + ", or set EXCHANGE_POSTGRES_URL to a PostgreSQL "
              + major.group(1)
              + " that runs on this data.");
    }
    if (MISSING_LIBRARY.matcher(words).find()) {
      return program(store, words);
    }
    return new EmbeddedStoresException(
        store.label()
            + " did not start ("
            + lastCause(words)
            + "): see "
            + data.log(store)
            + ", or "
            + store.ownInstead()
            + ".");
  }

  /** A built-in program cannot even tell its version on this machine. */
  static EmbeddedStoresException program(Store store, String words) {
    Matcher library = MISSING_LIBRARY.matcher(words);
    String reason =
        library.find()
            ? "the library " + library.group(library.group(1) != null ? 1 : 2) + " is missing"
            : lastCause(words);
    return new EmbeddedStoresException(
        "The built-in "
            + store.label()
            + " does not run on this machine ("
            + reason
            + "): "
            + store.ownInstead()
            + ".");
  }

  /** Then there is no room for a log either. */
  private static boolean isFull(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace() < LITTLE_SPACE_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private static EmbeddedStoresException diskFull(Path directory, @Nullable IOException cause) {
    return new EmbeddedStoresException(
        "The disk that holds " + directory + " is full: free some space, or " + OTHER_FOLDER + ".",
        cause);
  }

  /** The last line that names a cause, or just the last one. */
  private static String lastCause(String words) {
    List<String> lines =
        words
            .lines()
            .filter(line -> !line.isBlank() && !line.contains("the database system is"))
            .map(line -> LOG_PREFIX.matcher(line).replaceFirst("").strip())
            .toList();
    return lines.stream()
        .filter(line -> CAUSE.matcher(line).find())
        .reduce((earlier, later) -> later)
        .or(() -> lines.stream().reduce((earlier, later) -> later))
        .orElse("it gave no reason");
  }
}
