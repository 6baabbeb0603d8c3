package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import exchange.api.rest.World;
import exchange.api.rest.World.Answer;
import exchange.api.rest.World.Member;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers who hang up while the exchange is at work for them; {@code -Dcuts=50000} of them. */
class CutRequestsIT {
  private static final int CUTS = 300;

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS) // as many as one asks for
  void aCutConfirmationHappensWholeOrNotAtAll() throws Exception {
    int all = Integer.getInteger("cuts", CUTS);
    try (RunningExchange exchange = RunningExchange.start("--exchange.most-holds=" + CUTS)) {
      long done = 0;
      for (int cut = 0; cut < all; cut += CUTS) {
        World signedInAnew = exchange.world(); // Tokens live for minutes only.
        done += hangUp(exchange, Slot.publish(signedInAnew, CUTS));
      }
      System.out.println(done + " of " + all + " cut confirmations were carried out");
      Books.areInOrder(exchange);
    }
  }

  /**
   * Cuts the confirmations that take a whole slot, then asks for each again.
   *
   * @return how many were carried out though their callers had hung up
   */
  private static long hangUp(RunningExchange exchange, Slot slot) throws Exception {
    long before = contracts(exchange);
    Member exporter = slot.exporter();
    List<String> reservations =
        Slot.inTurn(Collections.nCopies(CUTS, () -> slot.reservation(exporter, 1)));
    for (int i = 0; i < CUTS; i++) {
      cut(exchange.port(), exporter, reservations.get(i), Duration.ofNanos(i % 30 * 200_000L));
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .during(Duration.ofMillis(500))
        .until(() -> rests(exchange));

    Books.areInOrder(exchange);
    long done = contracts(exchange) - before;
    // In one query, as a late one may still be under way.
    assertThat(
            exchange.number(
                """
                select (select count(*) from contract)
                  + (select count(*) from reservation where state = 'HELD')
                """))
        .isEqualTo(before + CUTS);
    assertThat(slot.free()).containsOnly(0);

    List<Callable<Answer>> again =
        reservations.stream()
            .<Callable<Answer>>map(each -> () -> slot.confirm(exporter, each, each))
            .toList();
    assertThat(Slot.inTurn(again)).allSatisfy(answer -> answer.expect(201));
    assertThat(contracts(exchange)).isEqualTo(before + CUTS);
    return done;
  }

  /** Sends a confirmation, its reservation's id as the key, and resets the connection. */
  private static void cut(int port, Member exporter, String reservation, Duration patience)
      throws IOException {
    String request =
        """
        POST /v1/reservations/%s/confirmation HTTP/1.1
        Host: 127.0.0.1
        Authorization: Bearer %s
        Idempotency-Key: %s
        Content-Length: 0

        """
            .formatted(reservation, exporter.token(), reservation)
            .replace("\n", "\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.setSoLinger(true, 0); // Closing then resets instead of saying goodbye.
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      LockSupport.parkNanos(patience.toNanos());
    }
  }

  private static long contracts(RunningExchange exchange) {
    return exchange.number("select count(*) from contract");
  }

  private static boolean rests(RunningExchange exchange) {
    return exchange.number(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
            """)
        == 0;
  }
}
