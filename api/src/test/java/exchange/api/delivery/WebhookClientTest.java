package exchange.api.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.api.Receiver;
import exchange.core.event.WebhookAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

/** What a name leads to is judged when it is called, whatever it looked like when it was named. */
class WebhookClientTest {
  private static final Message MESSAGE = new Message("id", "1", "v1,x", "{\"type\":\"X\"}");

  private final Receiver receiver = new Receiver(message -> 200);
  private final LoopResources threads = LoopResources.create("webhooks-test", 1, true);

  @AfterEach
  void close() {
    receiver.close();
    threads.disposeLater().block();
  }

  private Integer post(boolean thisMachine, String scheme, String... leadsTo) {
    WebhookClient.Names names = host -> addresses(leadsTo);
    return new WebhookClient(
            new WebhookAddresses(thisMachine), names, Duration.ofSeconds(10), threads)
        .post(scheme + "://erp.example:" + receiver.port() + "/events", MESSAGE)
        .block();
  }

  private static InetAddress[] addresses(String... numeric) {
    InetAddress[] found = new InetAddress[numeric.length];
    for (int i = 0; i < found.length; i++) {
      try {
        // As a look-up gives it: with the name that was asked for.
        byte[] bytes = InetAddress.getByName(numeric[i]).getAddress();
        found[i] = InetAddress.getByAddress("erp.example", bytes);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(numeric[i], e);
      }
    }
    return found;
  }

  @Test
  void theMessageGoesWhereTheNameLeads() {
    assertThat(post(true, "http", "127.0.0.1")).isEqualTo(200);
    assertThat(receiver.received())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.body()).isEqualTo("{\"type\":\"X\"}");
              assertThat(message.headers().firstValue("host"))
                  .contains("erp.example:" + receiver.port());
              assertThat(message.headers().firstValue("content-type")).contains("application/json");
            });
  }

  @Test
  void aNameThatLeadsIntoTheExchangesOwnNetworkIsNotCalled() {
    for (String[] leadsTo :
        new String[][] {{"127.0.0.1"}, {"10.0.0.7"}, {"::1"}, {"93.184.215.14", "127.0.0.1"}}) {
      assertThatThrownBy(() -> post(false, "https", leadsTo))
          .hasRootCauseInstanceOf(WebhookClient.ForbiddenAddressException.class);
    }
    assertThatThrownBy(() -> post(true, "http", "10.0.0.7"))
        .hasRootCauseInstanceOf(WebhookClient.ForbiddenAddressException.class);
    assertThat(receiver.received()).isEmpty();
  }
}
