package exchange.api.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs are unpacked once, whoever else unpacks or has failed to. */
class BinaryCacheIT {

  private static final String NAME = "redis-server-6.2.7-linux-arm64";

  private final URL archive = Objects.requireNonNull(getClass().getResource("/" + NAME));

  private final Path folder;

  BinaryCacheIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void severalAtOnceAreAllServedByOneCopy() throws Exception {
    List<Future<Path>> unpacked = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int i = 0; i < 4; i++) {
      unpacked.add(threads.submit(() -> new BinaryCache(folder).unpacked(archive)));
    }
    threads.shutdown();
    for (Future<Path> path : unpacked) {
      assertThat(path.get().resolve(NAME)).isExecutable().hasSize(size());
    }
    assertThat(children()).hasSize(1);
  }

  @Test
  void anOldLeftoverIsRemovedAndAYoungOneLeftToItsOwner() throws IOException {
    Path old = Files.createDirectories(folder.resolve(NAME + ".unpacking-1"));
    Files.writeString(old.resolve(NAME), "torn");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7200)));
    Path young = Files.createDirectories(folder.resolve(NAME + ".unpacking-2"));

    assertThat(new BinaryCache(folder).unpacked(archive).resolve(NAME)).hasSize(size());

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  private long size() throws IOException {
    return archive.openConnection().getContentLengthLong();
  }

  private List<Path> children() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
