package exchange.core.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class ExchangeRatesTest {
  private final ExchangeRates rates =
      new ExchangeRates(
          CurrencyUnit.USD,
          "test",
          Instant.EPOCH,
          Map.of(
              CurrencyUnit.JPY,
              new BigDecimal("150"),
              CurrencyUnit.of("KWD"),
              new BigDecimal("0.3")));

  @Test
  void currenciesOfAnyDecimalsCompareInTheMarkets() {
    assertThat(rates.toMarket(Money.parse("JPY 100"))).isEqualTo(Money.parse("USD 0.67"));
    assertThat(rates.toMarket(Money.parse("KWD 0.100"))).isEqualTo(Money.parse("USD 0.33"));
    assertThat(rates.toMarket(Money.parse("USD 1.23"))).isEqualTo(Money.parse("USD 1.23"));
  }

  @Test
  void whatIsNotStatedIsRefused() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> rates.toMarket(Money.parse("EUR 1")))
        .withMessageContaining("CURRENCY_NOT_SUPPORTED")
        .withMessageContaining("EUR");
  }
}
