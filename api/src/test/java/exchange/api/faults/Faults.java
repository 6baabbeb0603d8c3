package exchange.api.faults;

import java.util.List;
import java.util.Random;

/** What goes wrong. */
final class Faults {
  static final List<Fault> ALL =
      List.of(
          new Fault("two nodes race, nothing fails", (cluster, random) -> Thread.sleep(1000)),
          new Fault("kill -9 of a node", Faults::killNode),
          new Fault("kill -9 of Redis, restarted empty", Faults::killRedis),
          new Fault("FLUSHALL", (cluster, random) -> cluster.redis("FLUSHALL")));

  private Faults() {}

  private static void killNode(Cluster cluster, Random random) {
    int node = random.nextInt(2);
    cluster.killNode(node);
    cluster.startNode(node);
  }

  private static void killRedis(Cluster cluster, Random random) throws Exception {
    cluster.redis.kill();
    Thread.sleep(random.nextInt(300));
    cluster.redis.start();
  }
}
