package exchange.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryDelaysTest {
  private final RetryDelays delays =
      new RetryDelays(List.of(Duration.ofSeconds(10), Duration.ofMinutes(10)));

  @Test
  void eachFailureIsFollowedByALongerWaitGiveOrTakeATenth() {
    assertThat(delays.after(1, 0)).contains(Duration.ofSeconds(9));
    assertThat(delays.after(1, 0.5)).contains(Duration.ofSeconds(10));
    assertThat(delays.after(1, 1)).contains(Duration.ofSeconds(11));
    assertThat(delays.after(2, 0.5)).contains(Duration.ofMinutes(10));
  }

  @Test
  void theLastIsFollowedByNone() {
    assertThat(delays.tries()).isEqualTo(3);
    assertThat(delays.after(3, 0.5)).isEmpty();
  }
}
