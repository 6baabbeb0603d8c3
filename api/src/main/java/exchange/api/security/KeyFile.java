package exchange.api.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Keys that were drawn once, in a file that only the server's own user reads. */
final class KeyFile {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  KeyFile(Path dataDirectory) {
    this.file = dataDirectory.resolve("security-keys.json");
  }

  record Kept(String tokenSigningKey, String clientSecretKey) {}

  /** What the file holds; drawn and written first if there is none. */
  Kept keep(Supplier<Kept> draw) {
    try {
      if (!Files.exists(file)) {
        write(draw.get());
      }
      return JSON.readValue(Files.readAllBytes(file), Kept.class);
    } catch (JacksonException e) {
      throw new MissingKeysException(
          "The file "
              + file
              + " holds no keys: put back the one that was there, or delete it to draw new keys,"
              + " which ends every token and secret given so far.");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep keys in " + file, e);
    }
  }

  /** Whole or not at all: it gets its name only when everything is in it. */
  private void write(Kept kept) throws IOException {
    Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = Files.createTempFile(directory, "security-keys", ".tmp", ownerOnly(directory));
    Files.write(draft, JSON.writeValueAsBytes(kept));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
    boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
