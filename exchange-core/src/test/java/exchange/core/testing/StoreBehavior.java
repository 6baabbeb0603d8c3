package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import org.assertj.core.api.AbstractAssert;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Mono;

/** What the suites of all ports share. Each suite runs on every implementation of its port. */
public abstract class StoreBehavior {
  protected Ports ports;
  protected Trade trade;

  /** The implementation under test; the suites never assume that it is empty. */
  protected abstract Ports open();

  @BeforeEach
  void openStore() {
    ports = open();
    trade = new Trade(ports);
  }

  protected static Refusal refusal(Mono<?> attempt, RefusalCode code) {
    RefusedException[] refused = new RefusedException[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(attempt::block)
        .satisfies(error -> refused[0] = error);
    assertThat(refused[0].refusal().code()).isEqualTo(code);
    return refused[0].refusal();
  }

  protected static <T> AbstractAssert<?, T> assertNow(Mono<T> mono) {
    return org.assertj.core.api.Assertions.assertThatObject(now(mono));
  }

  protected static void assertEmpty(Mono<?> mono) {
    assertThat(mono.blockOptional()).isEmpty();
  }
}
