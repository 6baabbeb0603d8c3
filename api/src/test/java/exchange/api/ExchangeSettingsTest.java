package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ExchangeSettingsTest {
  @EnableConfigurationProperties(ExchangeSettings.class)
  static class Settings {}

  private static ExchangeSettings in(Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource("test-systemEnvironment", Map.copyOf(variables)));
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Settings.class)
            .web(WebApplicationType.NONE)
            .environment(environment)
            .run()) {
      return context.getBean(ExchangeSettings.class);
    }
  }

  @Test
  void productionDoesNotPayFromTheExample() {
    ExchangeSettings settings = in(Map.of());

    assertThat(settings.ownAccount(false).iban()).startsWith("GB82");
    assertThatThrownBy(() -> settings.ownAccount(true))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("EXCHANGE_BANK_ACCOUNT_IBAN");
  }

  @Test
  void theEnvironmentNamesTheExchangesOwnAccount() {
    ExchangeSettings settings =
        in(
            Map.of(
                "EXCHANGE_BANK_ACCOUNT_NAME", "Exchange Ltd.",
                "EXCHANGE_BANK_ACCOUNT_IBAN", "DE89370400440532013000",
                "EXCHANGE_BANK_ACCOUNT_BIC", "COBADEFFXXX"));

    assertThat(settings.ownAccount(true).name()).isEqualTo("Exchange Ltd.");
    assertThat(settings.ownAccount(true).iban()).isEqualTo("DE89370400440532013000");
  }

  @Test
  void productionHasNoCardSandbox() {
    assertThat(in(Map.of()).cards().sandbox(false)).isTrue();
    assertThat(in(Map.of("EXCHANGE_CARDS_SANDBOX", "false")).cards().sandbox(true)).isFalse();
    assertThatThrownBy(() -> in(Map.of()).cards().sandbox(true))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("EXCHANGE_CARDS_SANDBOX");
  }
}
