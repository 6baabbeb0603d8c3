package exchange.api.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Programs unpacked from the jars that carry them, each archive once.
 *
 * <p>An archive's folder is named after its checksum, so another version is another folder. It is
 * filled under a temporary name, written through to the disk and then renamed: when it is there it
 * is complete, and of two processes that unpack at once one wins and both are served.
 */
final class BinaryCache {

  private static final String UNPACKING = ".unpacking-";

  /** A younger leftover may belong to a process that is still at work. */
  private static final Duration LEFTOVER_AGE = Duration.ofHours(1);

  private final Path root;

  BinaryCache(Path root) throws IOException {
    // Real, because a running program is recognised by the real path of its file.
    this.root = DataDirectory.made(root).toRealPath();
  }

  Path root() {
    return root;
  }

  /** The folder with the content of a {@code .txz} archive, or with the one program it is. */
  Path unpacked(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    String name = archive.getPath().substring(archive.getPath().lastIndexOf('/') + 1);
    Path folder = root.resolve(name + "-" + fingerprint(connection));
    if (Files.isDirectory(folder)) {
      return folder;
    }
    deleteLeftovers();
    Path temporary = Files.createTempDirectory(root, name + UNPACKING);
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (InputStream content = connection.getInputStream()) {
      if (name.endsWith(".txz")) {
        untar(content, temporary);
      } else {
        writeThrough(content, temporary.resolve(name), true);
      }
      DataDirectory.rename(temporary, folder);
    } catch (IOException e) {
      DataDirectory.deleteLeftover(temporary);
      if (!Files.isDirectory(folder)) { // otherwise another process was faster
        throw e;
      }
    }
    return folder;
  }

  /** Taken from the jar's index, which costs nothing; outside a jar from size and time. */
  private static String fingerprint(URLConnection connection) throws IOException {
    long value =
        connection instanceof JarURLConnection jar
            ? jar.getJarEntry().getCrc()
            : 31 * connection.getLastModified() + connection.getContentLengthLong();
    return String.format(Locale.ROOT, "%08x", value);
  }

  private void deleteLeftovers() throws IOException {
    Instant old = Instant.now().minus(LEFTOVER_AGE);
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(root, "*" + UNPACKING + "*")) {
      for (Path leftover : leftovers) {
        if (Files.getLastModifiedTime(leftover).toInstant().isBefore(old)) {
          DataDirectory.deleteLeftover(leftover);
        }
      }
    }
  }

  private static void untar(InputStream content, Path folder) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(content))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException("The archive names a file outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
          } else {
            writeThrough(tar, file, (entry.getMode() & 0100) != 0);
          }
        }
      }
    }
  }

  private static void writeThrough(InputStream content, Path file, boolean executable)
      throws IOException {
    Files.copy(content, file);
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
