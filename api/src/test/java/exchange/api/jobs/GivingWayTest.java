package exchange.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class GivingWayTest {
  private static final int NICE = 18; // of the fields of a stat file, as proc(5) counts them

  @Test
  @EnabledOnOs(OS.LINUX)
  void itsThreadsAreNicerThanOthers() {
    CompletableFuture<Integer> thinking = new CompletableFuture<>();
    new GivingWay("thinking").newThread(() -> thinking.complete(niceness())).start();

    assertThat(thinking.join()).isEqualTo(15);
    assertThat(niceness()).isLessThan(15);
  }

  private static int niceness() {
    try {
      // The second field is a name in brackets, which may have blanks in it.
      String stat = Files.readString(Path.of("/proc/thread-self/stat"));
      String[] fromThird = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Integer.parseInt(fromThird[NICE + 1 - 3]);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
