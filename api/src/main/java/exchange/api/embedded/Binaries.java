package exchange.api.embedded;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The servers' programs for this platform. The resource names are those of the jars by zonky
 * (PostgreSQL) and codemonstur (Redis), of which only the content is used.
 */
final class Binaries {

  private final BinaryCache cache;

  Binaries(BinaryCache cache) {
    this.cache = cache;
  }

  /** The folder that holds PostgreSQL's {@code bin}. */
  Path postgres() throws IOException {
    URL archive = bundled(postgresArchives()).stream().findFirst().orElse(null);
    if (archive == null) {
      throw notBundled(Store.POSTGRES);
    }
    Path folder = cache.unpacked(archive);
    requireExecutable(folder.resolve("bin/postgres"));
    return folder;
  }

  /** The first redis-server that runs here. */
  Path redis() throws IOException {
    String complaint = "";
    for (URL program : bundled(redisPrograms())) {
      Path file = cache.unpacked(program).resolve(Path.of(program.getPath()).getFileName());
      requireExecutable(file);
      Command.Result version = Command.ask(List.of(file.toString(), "--version"));
      if (version.succeeded()) {
        return file;
      }
      complaint = complaint.isEmpty() ? version.output() : complaint;
    }
    throw complaint.isEmpty()
        ? notBundled(Store.REDIS)
        : Complaints.program(Store.REDIS, complaint);
  }

  private static List<String> postgresArchives() {
    String libc = Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
    return switch (platform()) {
      case "linux x86_64" -> List.of("/postgres-linux-x86_64" + libc + ".txz");
      case "linux arm_64" -> List.of("/postgres-linux-arm_64" + libc + ".txz");
      case "mac x86_64" -> List.of("/postgres-darwin-x86_64.txz");
      // The second runs in Apple's emulator.
      case "mac arm_64" -> List.of("/postgres-darwin-arm_64.txz", "/postgres-darwin-x86_64.txz");
      default -> List.of();
    };
  }

  private static List<String> redisPrograms() {
    return switch (platform()) {
      // The second is linked statically, so it needs neither OpenSSL 3 nor glibc.
      case "linux x86_64" ->
          List.of("/redis-server-6.2.6-v5-linux-amd64", "/redis-server-6.2.7-linux-386");
      case "linux arm_64" -> List.of("/redis-server-6.2.7-linux-arm64");
      case "mac x86_64" -> List.of("/redis-server-6.2.6-v5-darwin-amd64");
      case "mac arm_64" -> List.of("/redis-server-6.2.6-v5-darwin-arm64");
      default -> List.of();
    };
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor =
        switch (System.getProperty("os.arch")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> "other";
        };
    return (system.startsWith("mac") ? "mac" : system) + " " + processor;
  }

  private static List<URL> bundled(List<String> resources) {
    return resources.stream().map(Binaries.class::getResource).filter(Objects::nonNull).toList();
  }

  private static EmbeddedStoresException notBundled(Store store) {
    return new EmbeddedStoresException(
        "There is no built-in "
            + store.label()
            + " for "
            + System.getProperty("os.name")
            + " on "
            + System.getProperty("os.arch")
            + ": "
            + store.ownInstead()
            + ".");
  }

  private static void requireExecutable(Path program) {
    if (!Files.isExecutable(program)) {
      throw new EmbeddedStoresException(
          "The program "
              + program
              + " may not be run (its file system is probably mounted noexec): "
              + Complaints.OTHER_FOLDER
              + ".");
    }
  }
}
