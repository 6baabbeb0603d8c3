package exchange.api.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that holds everything the stores keep, locked for as long as this object is open. The
 * operating system gives the lock back when the process dies, however it dies.
 */
final class DataDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

  private static final long LOG_LIMIT_BYTES = 10L << 20;

  /**
   * What this JVM has open. Asked before the lock file is touched, because closing a second channel
   * to a file gives up every lock that the process holds on it.
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel lock;

  private DataDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  static DataDirectory open(Path directory) {
    try {
      // The real path, because running processes are recognised by the folder they work in.
      Path root = made(directory).toRealPath();
      if (!OPEN.add(root)) {
        throw inUse(root, "process " + ProcessHandle.current().pid());
      }
      try {
        return new DataDirectory(root, lock(root));
      } catch (IOException | RuntimeException e) {
        OPEN.remove(root);
        throw e;
      }
    } catch (IOException e) {
      throw Complaints.file(directory.toAbsolutePath(), e);
    }
  }

  Path root() {
    return root;
  }

  Path folder(Store store) {
    return root.resolve(store.fileName());
  }

  Path log(Store store) {
    return root.resolve(store.fileName() + ".log");
  }

  Path passwordFile(Store store) {
    return root.resolve(store.fileName() + ".password");
  }

  /** Makes the log, for this user's eyes, and sets it aside when it has grown large. */
  void prepareLog(Store store) throws IOException {
    Path log = log(store);
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
      Files.move(log, log.resolveSibling(log.getFileName() + ".old"), REPLACE_EXISTING);
    }
    if (!Files.exists(log)) {
      Files.createFile(log, permissions("rw-------"));
    }
  }

  /** Adds what the log alone would not have; a disk too full for it is reported elsewhere. */
  void appendToLog(Store store, String words) {
    try {
      Files.writeString(log(store), words + "\n", APPEND);
    } catch (IOException e) {
      LOG.debug("No room in {} for: {}", log(store), words, e);
    }
  }

  /** Writes a file that only this user can read, and that is there in full or not at all. */
  static void writePrivate(Path file, List<String> lines) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(written);
    Files.createFile(written, permissions("rw-------"));
    Files.write(written, lines);
    try (FileChannel channel = FileChannel.open(written, WRITE)) {
      channel.force(true);
    }
    rename(written, file);
  }

  /** Renames a finished file or folder, so that it keeps its new name even if the power fails. */
  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(to.toAbsolutePath().getParent(), READ)) {
      folder.force(true);
    }
  }

  /** 256 random bits in letters and digits, which need no quoting in SQL, a URI or redis.conf. */
  static String newPassword() {
    byte[] bits = new byte[32];
    new SecureRandom().nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  /** Unlike {@link Files#createDirectories}, content with a link to a folder. */
  static Path made(Path folder, FileAttribute<?>... attributes) throws IOException {
    return Files.isDirectory(folder) ? folder : Files.createDirectories(folder, attributes);
  }

  static FileAttribute<Set<PosixFilePermission>> permissions(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /** Removes a folder that was left half made; does what it can, for it may still be written to. */
  static void deleteLeftover(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("The leftover {} could not be removed yet", folder, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("The lock of {} could not be given back", root, e);
    } finally {
      OPEN.remove(root);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel = FileChannel.open(root.resolve("server.lock"), CREATE, READ, WRITE);
    try {
      if (channel.tryLock() == null) {
        throw inUse(root, read(channel));
      }
      String owner = "process " + ProcessHandle.current().pid();
      channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(US_ASCII)), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String read(FileChannel owner) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(64);
    int length = owner.read(bytes, 0);
    return length <= 0 ? "just starting" : new String(bytes.array(), 0, length, US_ASCII);
  }

  private static EmbeddedStoresException inUse(Path root, String owner) {
    return new EmbeddedStoresException(
        "Another server ("
            + owner
            + ") already uses the data directory "
            + root
            + ": stop it, or "
            + Complaints.OTHER_FOLDER
            + ".");
  }
}
