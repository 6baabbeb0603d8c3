package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The month that the README offers, with all that becomes of its leases. */
class DemoMonthIT {
  @Test
  void allMoneyIsSomewhereInTheEnd() {
    assertThat(DemoMonth.run()).isTrue();
  }
}
