package exchange.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntFunction;

/** POSTs over one kept connection; anything but 201 is a failure. */
final class HttpWire extends Wire {
  private final IntFunction<String> request;

  /**
   * @param request the whole text of the n-th
   */
  HttpWire(int port, IntFunction<String> request) throws IOException {
    super(port);
    this.request = request;
  }

  static String post(String token, String path, int key, String json) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
        + token
        + "\r\nIdempotency-Key: "
        + key
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + json.length()
        + "\r\n\r\n"
        + json;
  }

  @Override
  public void send(int number) throws IOException {
    write(request.apply(number));
    String status = line();
    int length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring("content-length:".length()).strip());
      }
    }
    byte[] body = bytes(length);
    if (!status.startsWith("HTTP/1.1 201")) {
      throw new IOException(status + " " + new String(body, StandardCharsets.UTF_8));
    }
  }
}
