package exchange.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.matching.Matcher.Effort;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SearchTest {
  @Test
  void leaves_a_plan_as_it_is_when_the_time_was_up_before() {
    Random random = Seeds.random();
    Market market = Translation.of(Markets.random(random, 30, 4, 20, 8)).market();
    Guide guide = Guide.byCost(market);
    Assignment greedy = Greedy.assign(guide);
    Effort spent = new Effort(Duration.ofMillis(-23), 1_000, 0);
    try (Progress progress =
        new Progress((percent, cost, bound, matched) -> {}, spent, greedy, 0)) {
      DualPrices prices = DualPrices.ofNothing(market);
      assertThat(
              Search.improve(guide, prices, Components.of(market), 0, greedy.choices(), progress))
          .isEqualTo(greedy.choices());
    }
  }
}
