package exchange.api.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Lends the built-in programs to tests that start, stop and kill them on their own. */
public final class StorePrograms {
  private StorePrograms() {}

  /** The folder with {@code initdb} and {@code postgres}. */
  public static Path postgres() throws IOException {
    return binaries().postgres().resolve("bin");
  }

  public static Path redis() throws IOException {
    return binaries().redis();
  }

  private static Binaries binaries() throws IOException {
    return new Binaries(new BinaryCache(Path.of("target", "binaries").toAbsolutePath()));
  }
}
