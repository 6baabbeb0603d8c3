package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Server-sent events as a program without a library reads them. */
final class Events {
  private Events() {}

  /** One event; a part that was not sent is empty. */
  record Event(String id, String name, String data) {
    long number() {
      return Long.parseLong(id);
    }
  }

  /** Everything that the stream tells until the server ends it. */
  static List<Event> read(String address, String token, String lastEventId)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", lastEventId)
            .timeout(Duration.ofSeconds(30))
            .build();
    HttpResponse<Stream<String>> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
    assertThat(response.statusCode()).isEqualTo(200);
    List<Event> events = new ArrayList<>();
    String id = "";
    String name = "";
    String data = "";
    try (Stream<String> lines = response.body()) {
      for (String line : (Iterable<String>) lines::iterator) {
        if (line.isEmpty() && !data.isEmpty()) {
          events.add(new Event(id, name, data));
          id = "";
          name = "";
          data = "";
        } else if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        } else if (line.startsWith("event:")) {
          name = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          data = data + line.substring(5).strip();
        }
      }
    }
    return events;
  }
}
