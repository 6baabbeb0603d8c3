package exchange.api.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.core.values.ExchangeRates;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneId;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketReferenceDataTest {
  private static final String PORTS = "unlocode,name,country,latitude,longitude,zone\n";
  private static final String HAMBURG = "DEHAM,Hamburg,DE,53.55108,9.99368,Europe/Berlin\n";
  private static final String RATES = "# source: test\n# as of: 2026-01-02T00:00:00Z\n";

  private final MarketReferenceData data = MarketReferenceData.read();

  @Test
  void knowsEveryPortOfTheFile() {
    assertThat(data.places().all()).hasSize(1590);
    assertThat(data.places().require("DEHAM").zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(data.places().require("JPNGO").name()).isEqualTo("Nagoya, Aichi");
  }

  @Test
  void knowsCurrenciesOfNoTwoAndThreeDecimals() {
    ExchangeRates rates = data.rates();
    assertThat(rates.market()).isEqualTo(CurrencyUnit.USD);
    assertThat(rates.source()).isEqualTo("demo table");
    assertThat(rates.asOf()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
    assertThat(rates.perMarketUnit().keySet())
        .extracting(CurrencyUnit::getCode)
        .containsExactlyInAnyOrder("AED", "AUD", "CAD", "CNY", "EUR", "GBP", "JPY", "KWD", "SGD");
    assertThat(rates.perMarketUnit().keySet())
        .extracting(CurrencyUnit::getDecimalPlaces)
        .contains(0, 2, 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DEBRE,Bremen,DE,53.07930,8.80169,Europe/Breme\n",
        "DEBRE,Bremen,DE,53.07930,8.80169\n",
        "DEBRE,Bremen,DE,53.07930,8.80169,Europe/Berlin,more\n",
        "DEBRE,Bremen,DE,north,8.80169,Europe/Berlin\n",
        "DEBRE,Bremen,DE,93.07930,8.80169,Europe/Berlin\n",
        "DEBRE,,DE,53.07930,8.80169,Europe/Berlin\n",
        "DEBRE,Bremen,Germany,53.07930,8.80169,Europe/Berlin\n",
        "de-br,Bremen,DE,53.07930,8.80169,Europe/Berlin\n",
        HAMBURG,
      })
  void namesFileAndLineOfABadPort(String row) {
    assertThatThrownBy(
            () -> MarketReferenceData.places("ports", new StringReader(PORTS + HAMBURG + row)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("ports, line 3: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"XXX,1.2\n", "EUR,0\n", "EUR,-1\n", "EUR,much\n", "USD,1\n", "GBP,0.8\n"})
  void namesFileAndLineOfABadRate(String row) {
    String file = RATES + "currency,per_usd\nGBP,0.78\n" + row;
    assertThatThrownBy(() -> MarketReferenceData.rates("rates", new StringReader(file)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("rates, line 5: ");
  }

  @Test
  void wantsToKnowWhoStatedTheRatesAndWhen() {
    assertThatThrownBy(
            () ->
                MarketReferenceData.rates(
                    "rates", new StringReader("# source: test\ncurrency,per_usd\n")))
        .hasMessageContaining("as of");
    assertThatThrownBy(
            () -> MarketReferenceData.rates("rates", new StringReader("# as of: yesterday\n")))
        .hasMessageStartingWith("rates, line 1: ");
  }

  @Test
  void wantsAHeader() {
    assertThatThrownBy(() -> MarketReferenceData.places("ports", new StringReader(HAMBURG)))
        .hasMessageStartingWith("ports, line 1: ");
    assertThatThrownBy(() -> MarketReferenceData.places("ports", new StringReader("")))
        .hasMessageStartingWith("ports is empty");
  }
}
