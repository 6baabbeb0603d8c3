package exchange.bench.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.listing.Bill;
import exchange.core.listing.ChargeCode;
import org.junit.jupiter.api.Test;

/** What is timed has to be worth timing. */
class PricingBenchmarkTest {
  @Test
  void usesEveryFeatureOfARateCardButTheMinimum() {
    Bill bill = new PricingBenchmark().price();
    assertThat(bill.periods()).hasSize(3);
    assertThat(bill.periods().stream().flatMap(period -> period.lines().stream()))
        .extracting(Bill.Line::code)
        .contains(
            ChargeCode.STORAGE,
            ChargeCode.LENGTH_DISCOUNT,
            ChargeCode.PEAK_SURCHARGE,
            ChargeCode.HANDLING_IN,
            ChargeCode.HANDLING_OUT,
            ChargeCode.COMMISSION,
            ChargeCode.TAX);
  }
}
