package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import exchange.api.rest.World.Answer;
import exchange.api.rest.World.Member;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An exporter who does not make up its mind in time. */
class ExpiringHoldIT {
  @Test
  void aHoldThatRunsOutFreesItsDays() {
    try (RunningExchange hasty = RunningExchange.start("--exchange.hold-life=3s")) {
      Slot slot = Slot.publish(hasty.world(), 10);
      Member exporter = slot.exporter();
      String reservation = slot.reservation(exporter, 7);
      assertThat(slot.free()).containsOnly(3);
      await()
          .atMost(Duration.ofSeconds(5))
          .pollInterval(Duration.ofMillis(100))
          .untilAsserted(() -> assertThat(slot.free()).containsOnly(10));
      Answer late = slot.confirm(exporter, "late", reservation).expect(409);
      assertThat(late.code()).isEqualTo("RESERVATION_EXPIRED");
      Books.areInOrder(hasty);
      slot.reservation(exporter, 10);
    }
  }
}
