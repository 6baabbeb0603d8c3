package exchange.api.faults;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.faults.Fault.Crowd;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * After much work ({@code -Dsoak.seconds=900}) a node has no more threads, connections or memory in
 * use than before.
 */
@Tag("timed")
class SoakIT {
  @Test
  void nothingIsLeftHanging() throws Exception {
    int seconds = Integer.getInteger("soak.seconds", 5);
    try (Cluster cluster = Cluster.start()) {
      work(cluster, 3);
      List<Level> before = levels(cluster);
      System.out.println("before: " + before);
      for (int worked = 0; worked < seconds; worked += 60) {
        work(cluster, Math.min(60, seconds - worked));
        System.out.println(Math.min(seconds, worked + 60) + " s: " + levels(cluster));
      }
      List<Level> after = levels(cluster);
      for (int node = 0; node < 2; node++) {
        Level was = before.get(node);
        Level is = after.get(node);
        // Clients keep their connections, and pools of threads shrink only after a minute.
        assertThat(is.threads()).isLessThan(was.threads() + 20);
        assertThat(is.sockets()).isLessThan(was.sockets() + 20);
        assertThat(is.heapMegabytes()).isLessThan(was.heapMegabytes() + 40);
      }
    }
  }

  private static void work(Cluster cluster, int seconds) throws Exception {
    Fault nothing =
        new Fault(
            "nothing fails",
            true,
            true,
            new Crowd(6, 3, 20),
            (nodes, random) -> Thread.sleep(seconds * 1000L));
    assertThat(Round.run(cluster, nothing, System.nanoTime()).violations()).isEmpty();
  }

  private static List<Level> levels(Cluster cluster) throws Exception {
    return List.of(Level.of(cluster.pid(0)), Level.of(cluster.pid(1)));
  }
}
