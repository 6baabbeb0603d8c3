package exchange.api.faults;

import exchange.api.ExchangeServer;
import exchange.api.faults.Checker.Promise;
import exchange.api.faults.Fault.Crowd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A mistake planted in the running exchange, so that the checker can show that it would be found.
 *
 * @param promise the one that it breaks
 * @param during the fault that brings it to light
 */
record Mutant(String name, Promise promise, Fault during, Planting planting) {
  interface Planting {
    void plant(Cluster cluster) throws Exception;
  }

  private static final Fault FORGETFUL =
      new Fault(
          "FLUSHALL with slow books",
          true,
          (cluster, random) -> {
            cluster.toPostgres.delay(Duration.ofMillis(10));
            Faults.flush(cluster, random);
            Faults.flush(cluster, random);
            cluster.toPostgres.delay(Duration.ZERO);
          });
  private static final Fault KILLED_POSTGRES =
      new Fault("kill -9 of PostgreSQL", true, Faults::killPostgres);
  private static final Fault HANGING_UP =
      new Fault(
          "clients hang up all the time, slow books",
          false,
          (cluster, random) -> {
            cluster.toPostgres.delay(Duration.ofMillis(15));
            for (int i = 0; i < 150; i++) {
              Faults.cutOne(cluster, random);
            }
            cluster.toPostgres.delay(Duration.ZERO);
          });
  private static final Fault LONG = Fault.none(3000);
  private static final Fault CHANGING =
      new Fault(
          "leases change",
          true,
          true,
          new Crowd(4, 3, Integer.MAX_VALUE),
          (cluster, random) -> Thread.sleep(5000));
  private static final Fault FEW_LEASES =
      new Fault(
          "few leases", false, true, new Crowd(6, 3, 3), (cluster, random) -> Thread.sleep(6000));
  private static final String SHIFT = "shift_each(free, r.first_day, v_freed)";
  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "capacity is not checked",
              Promise.CAPACITY,
              FORGETFUL,
              cluster -> {
                cluster.sql("alter table slot drop constraint never_oversold");
                replace(
                    cluster, "hold", "if coalesce(v_free[i], 0) < v_units", "if v_free[i] is null");
              }),
          new Mutant(
              "a settle does not look whether the hold is live",
              Promise.STATES,
              LONG,
              cluster -> {
                replace(cluster, "command.settle", "perform refuse_ended(r);", "");
                replace(
                    cluster,
                    "command.settle",
                    "perform move_request(r.request_id, 'HELD', 'LEASED');",
                    "");
              }),
          new Mutant(
              "a settle does not look at the clock",
              Promise.EXPIRY,
              LONG,
              cluster ->
                  replace(
                      cluster,
                      "refuse_ended",
                      "(r.state = 'HELD' and r.expires_at <= clock_timestamp())",
                      "false")),
          new Mutant(
              "intents are not remembered",
              Promise.IDEMPOTENCY,
              LONG,
              cluster -> {
                replace(cluster, "earlier_attempt", "and key = p_attempt->>'key'", "and false");
                replace(cluster, "change", "if not found then", "if false then");
              }),
          new Mutant(
              "a cent of the escrow goes into the deposit",
              Promise.MONEY,
              LONG,
              cluster ->
                  replace(
                      cluster,
                      "settle_part",
                      "r.first_period_minor, r.deposit_minor]",
                      "r.first_period_minor - 1, r.deposit_minor + 1]")),
          new Mutant(
              "a settle writes no event",
              Promise.BOOKS,
              LONG,
              cluster ->
                  replace(
                      cluster,
                      "settle_part",
                      "perform emit('CONTRACT_SETTLED', v_id, r.exporter_id, r.owner_id);",
                      "")),
          new Mutant(
              "a release frees one unit less",
              Promise.BOOKS,
              LONG,
              cluster -> replace(cluster, "end_hold", "r.units)", "r.units - 1)")),
          new Mutant(
              "a novation leaves its units with the holder, too",
              Promise.CHANGES,
              CHANGING,
              cluster ->
                  replace(
                      cluster,
                      "command.take_novation",
                      "perform apply_amendment(a, b, r, v_now);",
                      "")),
          new Mutant(
              "an amendment gives no days back",
              Promise.BOOKS,
              CHANGING,
              cluster -> replace(cluster, "apply_amendment", SHIFT, "free")),
          new Mutant(
              "an amendment gives its days back twice",
              Promise.BOOKS,
              CHANGING,
              cluster ->
                  replace(
                      cluster,
                      "apply_amendment",
                      SHIFT,
                      "shift_each(" + SHIFT + ", r.first_day, v_freed)")),
          new Mutant(
              "what is acknowledged is not on disk",
              Promise.NOTHING_LOST,
              KILLED_POSTGRES,
              cluster -> {
                cluster.sql("alter system set fsync = off");
                cluster.sql("alter system set synchronous_commit = off");
                cluster.sql("alter system set wal_writer_delay = '10s'");
                cluster.sql("select pg_reload_conf()");
              }),
          new Mutant(
              "a hold ends when Redis forgets it",
              Promise.EXPIRY,
              FORGETFUL,
              cluster -> restart(cluster, "", "redis-ends-holds")),
          new Mutant(
              "a settle is several statements",
              Promise.BOOKS,
              HANGING_UP,
              cluster -> {
                String move = "perform move_request(r.request_id, 'HELD', 'LEASED');";
                String emit = "perform emit('CONTRACT_SETTLED', v_id, r.exporter_id, r.owner_id);";
                replace(cluster, "command.settle", move, "");
                replace(cluster, "settle_part", emit, "");
                restart(cluster, "", "many-statements");
              }),
          new Mutant(
              "the court takes twice for one hold and never doubts itself",
              Promise.COURT,
              FEW_LEASES,
              cluster -> {
                Path folder = Files.createTempDirectory(cluster.folder, "court");
                Files.createDirectory(folder.resolve("redis"));
                Files.writeString(
                    folder.resolve("redis/take.lua"),
                    changed(
                        changed(
                            resource("/redis/take.lua"),
                            "if slot[3] or slot[6] and",
                            "if false and"),
                        "if age < 0 or age > 1000 then",
                        "if false then"));
                restart(cluster, folder.toString(), "none");
              }));

  /** Runs both nodes with a mistake of {@link MutantServer}, or with resources before the real. */
  private static void restart(Cluster cluster, String before, String mutant) {
    for (int node = 0; node < 2; node++) {
      cluster.killNode(node);
      cluster.startNode(node, MutantServer.class, before, "--mutant=" + mutant);
    }
    cluster.awaitReady();
  }

  /** Changes a piece of an SQL function, which must be there. */
  private static void replace(Cluster cluster, String function, String piece, String by) {
    cluster.sql(
        """
        do $do$
        declare
          was text := pg_get_functiondef('%s'::regproc);
          becomes text := replace(was, $old$%s$old$, $new$%s$new$);
        begin
          if was = becomes then raise 'nothing to change in %s'; end if;
          execute becomes;
        end $do$
        """
            .formatted(function, piece, by, function));
  }

  private static String changed(String text, String piece, String by) {
    if (!text.contains(piece)) {
      throw new IllegalStateException("nothing to change: " + piece);
    }
    return text.replace(piece, by);
  }

  private static String resource(String name) {
    try (InputStream in = ExchangeServer.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(name, unreadable);
    }
  }

  /** Makes functions, tables and settings what they were, and the books empty but for members. */
  static void pullOut(Cluster cluster) {
    cluster.useRealNodes();
    // The nodes go on meanwhile: where it meets them crosswise, they give way and not the test.
    cluster.sql(
        """
        set deadlock_timeout = '1min';
        truncate warehouse, lease_request, transfer, account, attempt, event cascade
        """);
    cluster.sql(
        """
        alter table slot drop constraint if exists never_oversold;
        alter table slot add constraint never_oversold check (0 <= all (free))
        """);
    for (String functions : List.of("commands", "money_amendments", "money_novations")) {
      cluster.sql(resource("/db/migration/R__" + functions + ".sql"));
    }
    for (String setting : List.of("fsync", "synchronous_commit", "wal_writer_delay")) {
      cluster.sql("alter system reset " + setting);
    }
    cluster.sql("select pg_reload_conf()");
    cluster.redis("FLUSHALL");
  }
}
