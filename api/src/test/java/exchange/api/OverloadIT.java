package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import exchange.api.rest.World;
import exchange.api.rest.World.Answer;
import exchange.api.rest.World.Member;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More callers than can be served. */
class OverloadIT {
  private static final int CROWD = 500;

  private RunningExchange exchange;
  private World world;

  @BeforeEach
  void start() {
    exchange = RunningExchange.start("--exchange.most-holds=1000", "--exchange.slow-client=500ms");
    world = exchange.world();
  }

  @AfterEach
  void stop() {
    exchange.close();
  }

  @Test
  void confirmationsGoOnWhileHoldsStandStill() throws Exception {
    Slot slot = Slot.publish(world, 1000);
    Member exporter = slot.exporter();
    String reservation = slot.reservation(exporter, 1);
    List<Callable<Answer>> holds = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String quote = slot.quote(exporter, 1);
      holds.add(() -> slot.reserve(exporter, quote));
    }
    ExecutorService threads = Executors.newFixedThreadPool(holds.size());
    try (Connection books = exchange.books();
        Statement statement = books.createStatement()) {
      books.setAutoCommit(false);
      statement.execute("select 1 from slot for update");
      List<Future<Answer>> waiting = holds.stream().map(threads::submit).toList();
      await().until(() -> waitingForLocks() > 0);

      slot.confirm(exporter, reservation, reservation).expect(201);

      assertThat(waiting).noneMatch(Future::isDone);
      books.commit();
      for (Future<Answer> each : waiting) {
        each.get().expect(201);
      }
    } finally {
      threads.shutdownNow();
    }
    Books.areInOrder(exchange);
  }

  private long waitingForLocks() {
    return exchange.number(
        "select count(*) from pg_stat_activity"
            + " where datname = current_database() and wait_event_type = 'Lock'");
  }

  @Test
  void aCrowdIsServedOrToldWhenToComeBack() throws Exception {
    Slot slot = Slot.publish(world, CROWD);
    Member exporter = slot.exporter();
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < CROWD / 10; i++) {
      String quote = slot.quote(exporter, 1);
      calls.add(() -> slot.reserve(exporter, quote));
    }
    for (int i = calls.size(); i < CROWD; i++) {
      calls.add(() -> world.get(exporter.token(), "/v1/reservations?limit=200"));
    }
    assertThat(Slot.atOnce(calls))
        .hasSize(CROWD)
        .allSatisfy(
            answer -> {
              if (answer.status().is5xxServerError()) {
                answer.expect(503);
                assertThat(answer.headers().containsHeader("Retry-After")).isTrue();
              }
            });
    Books.areInOrder(exchange);
  }
}
