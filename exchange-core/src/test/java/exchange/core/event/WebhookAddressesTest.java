package exchange.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAddressesTest {
  private final WebhookAddresses publicOnly = new WebhookAddresses(false);
  private final WebhookAddresses thisMachineToo = new WebhookAddresses(true);

  private static InetAddress address(String numeric) {
    try {
      return InetAddress.getByName(numeric);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(numeric, e);
    }
  }

  private static RefusalCode refusal(WebhookAddresses addresses, String url) {
    RefusedException[] refused = new RefusedException[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> addresses.require(url))
        .satisfies(error -> refused[0] = error);
    return refused[0].refusal().code();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://erp.example/events",
        "https://erp.example:8443/events?key=1",
        "https://93.184.215.14/",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
      })
  void publicAddressesMayBeNamed(String url) {
    assertThat(publicOnly.require(url)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://erp.example/events",
        "https://localhost/events",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fd00::1]/",
      })
  void othersAreRefused(String url) {
    assertThat(refusal(publicOnly, url)).isEqualTo(RefusalCode.WEBHOOK_ADDRESS_REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://erp.example/",
        "https:erp",
        "https://",
        "https:///events",
        "https://user:secret@erp.example/",
        "https://erp.example:99999/",
        "https://2130706433/",
        "https://127.1/",
        "https://300.1.1.1/",
        "https://1.2.3.4./",
        "https://[fe80::1%25lo]/",
        "https://erp.example/a|b",
        "erp.example",
      })
  void whatIsNoAddressOfTheWebIsInvalid(String url) {
    assertThat(refusal(publicOnly, url)).isEqualTo(RefusalCode.VALIDATION_FAILED);
    assertThat(refusal(thisMachineToo, url)).isEqualTo(RefusalCode.VALIDATION_FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2001:db8::1",
        "2002:a00:1::",
        "fc00::1",
        "fe80::1",
        "ff02::1",
      })
  void whereTheExchangeStandsIsNotCalled(String address) {
    assertThat(publicOnly.mayCall(address(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "223.255.255.255", "2606::1"})
  void theRestOfTheInternetIs(String address) {
    assertThat(publicOnly.mayCall(address(address))).isTrue();
  }

  @Test
  void toTryThingsOutThisMachineIsCalledButNotItsNeighbours() {
    assertThat(thisMachineToo.require("http://localhost:9000/events").getPort()).isEqualTo(9000);
    assertThat(thisMachineToo.mayCall(address("127.0.0.1"))).isTrue();
    assertThat(thisMachineToo.mayCall(address("::1"))).isTrue();
    assertThat(thisMachineToo.mayCall(address("10.0.0.1"))).isFalse();
    assertThat(thisMachineToo.mayCall(address("169.254.169.254"))).isFalse();
  }
}
