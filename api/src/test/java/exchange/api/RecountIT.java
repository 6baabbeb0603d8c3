package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import exchange.api.rest.World;
import exchange.api.rest.World.Member;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Counters that somebody changed behind the exchange's back. */
class RecountIT {
  @Test
  void aWrongCounterIsShownEverywhereAndMendedNowhere() {
    try (RunningExchange exchange = RunningExchange.start("--exchange.recount-every=200ms")) {
      World world = exchange.world();
      Slot slot = Slot.publish(world, 10);
      slot.reservation(slot.exporter(), 4);
      Member operator = world.member("operator");
      await().until(() -> last(world, operator).path("counters").asLong() > 0);
      assertThat(last(world, operator).path("wrong").asLong()).isZero();
      assertThat(books(world)).isEqualTo("UP");
      assertThat(metrics(world, operator)).contains("exchange_recount_wrong 0.0");

      exchange.tamper("update slot set free[3] = free[3] + 1");
      exchange.tamper("update account set balance = balance + 5 where purpose = 'WALLET'");

      await().until(() -> last(world, operator).path("wrong").asLong() == 2);
      assertThat(last(world, operator).path("differences").toString())
          .containsPattern("account \\d+, WALLET in EUR")
          .containsPattern("slot [-0-9a-f]+ on \\d{4}-\\d\\d-\\d\\d");
      assertThat(books(world)).isEqualTo("DOWN");
      assertThat(metrics(world, operator)).contains("exchange_recount_wrong 2.0");

      exchange.tamper("update slot set free[3] = free[3] - 1");
      exchange.tamper("update account set balance = balance - 5 where purpose = 'WALLET'");
      await().until(() -> books(world).equals("UP"));
      assertThat(world.get(world.member("owner").token(), "/actuator/prometheus").status().value())
          .isEqualTo(403);
    }
  }

  private static JsonNode last(World world, Member operator) {
    return world
        .get(operator.token(), "/v1/recounts?limit=1")
        .expect(200)
        .json()
        .path("items")
        .path(0);
  }

  private static String books(World world) {
    return world.send("GET", "/v1/health", headers -> {}, null).json().path("books").asString();
  }

  private static String metrics(World world, Member operator) {
    return world.get(operator.token(), "/actuator/prometheus").expect(200).text();
  }
}
