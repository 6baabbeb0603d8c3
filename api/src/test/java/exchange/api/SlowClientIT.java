package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Callers who take their time. */
class SlowClientIT {
  @Test
  void whoNeverEndsARequestIsCut() throws IOException {
    try (RunningExchange impatient = RunningExchange.start("--exchange.slow-client=500ms")) {
      String token = impatient.world().member("exporter").token();
      assertThat(end(impatient, "POST /v1/reservations HT")).isEmpty();
      String body =
          """
          POST /v1/reservations HTTP/1.1
          Host: localhost
          Authorization: Bearer %s
          Idempotency-Key: slow
          Content-Type: application/json
          Content-Length: 100

          {"quoteId":"""
              .formatted(token)
              .replace("\n", "\r\n");
      assertThat(end(impatient, body))
          .startsWith("HTTP/1.1 408 ")
          .contains("\"code\":\"REQUEST_TIMEOUT\"");
    }
  }

  /** What the server says, before it closes, to somebody who sends this and no more. */
  private static String end(RunningExchange server, String sent) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
