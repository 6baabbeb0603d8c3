package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import exchange.api.jobs.Job;
import exchange.api.rest.World;
import exchange.api.security.CallbackSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Members pay by the sandbox's cards, which answer late, or never, and call back twice. */
class CardsIT {
  private static String pay(World world, String card) {
    World.Member exporter = world.member("exporter");
    Map<String, ?> body =
        Map.of("amount", Map.of("amount", "25.00", "currency", "EUR"), "card", card);
    String path = "/v1/organizations/" + exporter.id() + "/card-payments";
    return world.post(exporter.token(), path, body).expect(201).json().path("id").asString();
  }

  private static String state(World world, String payment) {
    return world
        .get(world.member("exporter").token(), "/v1/card-payments/" + payment)
        .expect(200)
        .json()
        .path("state")
        .asString();
  }

  @Test
  void whatIsCapturedIsInTheWalletOnceWhateverWasHeardOfIt() {
    try (RunningExchange exchange =
        RunningExchange.start("--exchange.cards.patience.retry-after=3s")) {
      World world = exchange.world();
      List<String> paid =
          List.of(pay(world, "tok_ok"), pay(world, "tok_slow"), pay(world, "tok_timeout"));
      String declined = pay(world, "tok_declined");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> paid.stream().allMatch(each -> state(world, each).equals("CAPTURED")));
      Awaitility.await().until(() -> state(world, declined).equals("DECLINED"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> exchange.number("select count(*) from sandbox.callback") == 0);
      String wallet = "/v1/organizations/" + world.member("exporter").id() + "/wallet";
      assertThat(world.get(world.member("exporter").token(), wallet).text()).contains("\"75.00\"");
      assertThat(exchange.number("select count(*) from posting")).isEqualTo(3 * 4);
      Books.areInOrder(exchange);
    }
  }

  /** The jobs stand still, so that the callbacks are all that is heard. */
  @Test
  void onlyTheProviderIsHeard() throws Exception {
    try (RunningExchange exchange = RunningExchange.start()) {
      exchange.context().getBean("settlingCards", Job.class).stop();
      World world = exchange.world();
      String payment = pay(world, "tok_ok");
      String news =
          "{\"paymentId\":\"%s\",\"state\":\"CAPTURED\",\"at\":\"2031-01-02T03:04:05Z\"}"
              .formatted(payment);
      byte[] secret = exchange.context().getBean(CallbackSecret.class).bytes();
      assertThat(call(world, "garbage")).isEqualTo(403);
      assertThat(call(world, signed(news, new byte[32]))).isEqualTo(403);
      assertThat(call(world, part("{\"alg\":\"none\"}") + "." + part(news) + ".")).isEqualTo(403);
      assertThat(state(world, payment)).isEqualTo("REQUESTED");
      assertThat(call(world, signed(news, secret))).isEqualTo(204);
      assertThat(call(world, signed(news, secret))).isEqualTo(204);
      assertThat(call(world, signed(news.replace("CAPTURED", "AUTHORISED"), secret)))
          .isEqualTo(204);
      assertThat(state(world, payment)).isEqualTo("CAPTURED");
      assertThat(exchange.number("select count(*) from transfer")).isEqualTo(2);
    }
  }

  private static String signed(String news, byte[] secret) throws Exception {
    JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(news));
    jws.sign(new MACSigner(secret));
    return jws.serialize();
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static int call(World world, String body) {
    WebTestClient.ResponseSpec answer =
        world
            .client()
            .post()
            .uri("/v1/card-callbacks")
            .header("Content-Type", "application/jwt")
            .bodyValue(body)
            .exchange();
    return answer.expectBody().returnResult().getStatus().value();
  }
}
