package exchange.api.faults;

import exchange.api.Receiver;
import exchange.api.faults.Fault.Act;
import exchange.api.faults.Fault.Crowd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;

/** What goes wrong. */
final class Faults {
  static final List<Fault> ALL =
      List.of(
          Fault.none(2000),
          new Fault("kill -9 of a node mid-hold", true, Faults::killMidHold),
          new Fault("kill -9 of a node mid-settle", false, Faults::killMidSettle),
          new Fault("kill -9 of a node after a settle", false, Faults::killAfterSettle),
          new Fault("kill -9 of Redis, restarted empty", true, Faults::killRedis),
          new Fault("FLUSHALL of Redis", true, Faults::flush),
          new Fault("Redis stands still for 10 s", false, Faults::freezeRedis),
          new Fault("Redis kills connections", true, Faults::killConnections),
          new Fault("Redis out of memory", true, Faults::fillRedis),
          new Fault("PostgreSQL stands still for 10 s", false, Faults::freezePostgres),
          new Fault("PostgreSQL restarts", true, Faults::restartPostgres),
          new Fault("kill -9 of PostgreSQL", true, Faults::killPostgres),
          new Fault("disk of PostgreSQL full", false, Faults::fillDisk),
          new Fault("a node's clock an hour ahead", false, clock("PT1H")),
          new Fault("a node's clock an hour behind", false, clock("PT-1H")),
          new Fault("clients hang up", true, Faults::cutClients),
          new Fault("clients half-close", false, Faults::halfCloseClients),
          new Fault("slow network to one node", false, Faults::slowNode),
          new Fault("stores cut from nodes", true, Faults::cutStores),
          new Fault("answers of PostgreSQL stall", false, Faults::stallPostgres),
          new Fault("kill -9 of a node mid-round", false, Faults::killMidRound),
          new Fault("slots locked, pool exhausted", false, Faults::lockSlots),
          new Fault("an event that cannot be told", true, Faults::poisonEvents),
          new Fault(
              "a rush on 50 slots, nothing fails",
              false,
              true,
              new Crowd(32, 49, 0),
              (cluster, random) -> Thread.sleep(1000 * Long.getLong("faults.rush", 60))));

  private Faults() {}

  private static void restart(Cluster cluster, int node) {
    cluster.killNode(node);
    cluster.startNode(node);
  }

  private static void killMidHold(Cluster cluster, Random random) throws Exception {
    cluster.toPostgres.delay(Duration.ofMillis(5 + random.nextInt(20)));
    Thread.sleep(200 + random.nextInt(100));
    restart(cluster, random.nextInt(2));
    cluster.toPostgres.delay(Duration.ZERO);
  }

  /** What is sent stays on its way: some changes are never begun, some answers never heard. */
  private static void killMidSettle(Cluster cluster, Random random) throws Exception {
    cluster.toPostgres.stall(true);
    Thread.sleep(50 + random.nextInt(100));
    restart(cluster, random.nextInt(2));
    cluster.toPostgres.stall(false);
  }

  private static void killAfterSettle(Cluster cluster, Random random) throws Exception {
    long before = cluster.number("select count(*) from contract");
    for (int i = 0; i < 500 && cluster.number("select count(*) from contract") == before; i++) {
      Thread.sleep(2);
    }
    restart(cluster, random.nextInt(2));
  }

  /** Holds go on while the solver works; the other node takes its round over, or a later one. */
  private static void killMidRound(Cluster cluster, Random random) throws Exception {
    Caller operator = Caller.signIn(cluster, new History(), "operator", Cluster.OPERATOR_SECRET);
    operator.make("/v1/matching-rounds", Map.of("seconds", 1));
    operator.make("/v1/matching-rounds", Map.of("seconds", 1));
    Thread.sleep(500 + random.nextInt(2000));
    restart(cluster, random.nextInt(2));
  }

  private static void killRedis(Cluster cluster, Random random) throws Exception {
    cluster.redis.kill();
    Thread.sleep(random.nextInt(300));
    cluster.redis.start();
  }

  static void flush(Cluster cluster, Random random) throws Exception {
    for (int i = 0; i < 40; i++) {
      cluster.redis("FLUSHALL");
      Thread.sleep(random.nextInt(40));
    }
  }

  private static void freezeRedis(Cluster cluster, Random random) throws Exception {
    cluster.redis.freeze();
    Thread.sleep(10_000);
    cluster.redis.thaw();
  }

  /** Both nodes lose theirs fifteen times. */
  static void killConnections(Cluster cluster, Random random) throws Exception {
    for (int i = 0; i < 15; i++) {
      cluster.redis("CLIENT KILL TYPE normal");
      Thread.sleep(20 + random.nextInt(60));
    }
  }

  private static void fillRedis(Cluster cluster, Random random) throws Exception {
    cluster.redis("CONFIG SET maxmemory 1");
    Thread.sleep(1000);
    cluster.redis("CONFIG SET maxmemory 0");
  }

  private static void freezePostgres(Cluster cluster, Random random) throws Exception {
    cluster.postgres.freeze();
    Thread.sleep(10_000);
    cluster.postgres.thaw();
  }

  private static void restartPostgres(Cluster cluster, Random random) throws Exception {
    cluster.postgres.end("INT"); // a fast shutdown
    cluster.postgres.start();
  }

  static void killPostgres(Cluster cluster, Random random) throws Exception {
    cluster.postgres.kill();
    cluster.postgres.start();
  }

  /** PostgreSQL may have to give up; it must recover when there is room again. */
  private static void fillDisk(Cluster cluster, Random random) throws Exception {
    Path filler = cluster.disk.resolve("filler");
    byte[] megabyte = new byte[1 << 20];
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(megabyte);
      }
    } catch (IOException full) {
      cluster.sqlUntilItFails("create table filler as select generate_series(1, 9000000)");
    }
    Thread.sleep(2000);
    Files.delete(filler);
    cluster.postgres.recover();
  }

  private static Act clock(String offset) {
    return (cluster, random) -> {
      cluster.killNode(1);
      cluster.startNode(1, ShiftedServer.class, "", "--clock.offset=" + offset);
      cluster.awaitReady();
      Thread.sleep(2000);
      restart(cluster, 1);
    };
  }

  private static void cutClients(Cluster cluster, Random random) throws Exception {
    for (int i = 0; i < 30; i++) {
      cutOne(cluster, random);
    }
  }

  static void cutOne(Cluster cluster, Random random) throws Exception {
    cluster.toNodes.get(random.nextInt(2)).cut();
    Thread.sleep(random.nextInt(50));
  }

  private static void halfCloseClients(Cluster cluster, Random random) throws Exception {
    for (int i = 0; i < 30; i++) {
      cluster.toNodes.get(random.nextInt(2)).halfClose();
      Thread.sleep(random.nextInt(50));
    }
  }

  private static void slowNode(Cluster cluster, Random random) throws Exception {
    Proxy slow = cluster.toNodes.get(random.nextInt(2));
    slow.delay(Duration.ofMillis(100 + random.nextInt(300)));
    Thread.sleep(2000);
    slow.delay(Duration.ZERO);
  }

  private static void cutStores(Cluster cluster, Random random) throws Exception {
    for (int i = 0; i < 15; i++) {
      (random.nextBoolean() ? cluster.toPostgres : cluster.toRedis).cut();
      Thread.sleep(random.nextInt(100));
    }
  }

  private static void stallPostgres(Cluster cluster, Random random) throws Exception {
    cluster.toPostgres.stall(true);
    Thread.sleep(2000);
    cluster.toPostgres.stall(false);
  }

  /** Neither an event that cannot be rendered nor an address that is none keeps others waiting. */
  private static void poisonEvents(Cluster cluster, Random random) throws Exception {
    Caller operator = Caller.signIn(cluster, new History(), "operator", Cluster.OPERATOR_SECRET);
    try (Receiver receiver = new Receiver(message -> 204)) {
      String told = register(operator, receiver);
      String nowhere = register(operator, receiver);
      cluster.sql("update webhook set url = 'no address' where id = '%s'".formatted(nowhere));
      cluster.sql(
          """
          with poison as (
            insert into event (at, kind, subject, parties)
            values ('infinity', 'RESERVATION_HELD', gen_random_uuid(), '{}') returning seq)
          insert into delivery (webhook_id, event_seq, due_at)
          select '%s', seq, '-infinity' from poison
          """
              .formatted(told));
      int before = receiver.received().size();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> receiver.received().size() > before + 50);
    } finally {
      cluster.sql("update webhook set state = 'REMOVED'");
      cluster.sql("delete from delivery");
    }
  }

  private static String register(Caller operator, Receiver receiver) {
    return operator
        .make("/v1/webhooks", Map.of("url", receiver.url()))
        .path("webhook")
        .path("id")
        .asString();
  }

  private static void lockSlots(Cluster cluster, Random random) throws Exception {
    try (Connection books = cluster.books();
        Statement statement = books.createStatement()) {
      books.setAutoCommit(false);
      statement.execute("select 1 from slot for update");
      Thread.sleep(3000);
      books.commit();
    }
  }
}
