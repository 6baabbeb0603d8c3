package exchange.api.delivery;

import exchange.core.event.WebhookAddresses;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Posts messages to addresses that members named. A name is looked up anew for each message, and
 * what it leads to is judged and then called, so that nothing else can be put in its place between.
 */
public final class WebhookClient {
  private final HttpClient client;
  private final WebhookAddresses addresses;
  private final Names names;
  private final Duration patience;

  /**
   * @param patience from looking up the name to the answer
   */
  public WebhookClient(WebhookAddresses addresses, Duration patience, LoopResources threads) {
    this(addresses, InetAddress::getAllByName, patience, threads);
  }

  WebhookClient(WebhookAddresses addresses, Names names, Duration patience, LoopResources threads) {
    this.addresses = addresses;
    this.names = names;
    this.patience = patience;
    this.client =
        HttpClient.create(ConnectionProvider.newConnection())
            .runOn(threads)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patience.toMillis())
            .headers(
                headers ->
                    headers
                        .set(HttpHeaders.USER_AGENT, "warehouse-exchange")
                        .set(HttpHeaders.CONTENT_TYPE, "application/json"));
  }

  /**
   * @return the status that came back; nothing more of the answer is read, and no redirect followed
   */
  Mono<Integer> post(String url, Message message) {
    return Mono.fromCallable(() -> lookUp(addresses.require(url)))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(target -> post(target, message))
        .timeout(patience);
  }

  /** What names lead to. */
  interface Names {
    InetAddress[] lookUp(String host) throws UnknownHostException;
  }

  private record Target(URI uri, InetSocketAddress address) {
    boolean secure() {
      return "https".equals(uri.getScheme());
    }

    String path() {
      String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
  }

  /** The addresses keep the name that they were found under, against which TLS checks. */
  private Target lookUp(URI uri) throws UnknownHostException, ForbiddenAddressException {
    InetAddress[] found = names.lookUp(uri.getHost());
    for (InetAddress each : found) {
      if (!addresses.mayCall(each)) {
        throw new ForbiddenAddressException();
      }
    }
    boolean secure = "https".equals(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    return new Target(uri, new InetSocketAddress(found[0], port));
  }

  private Mono<Integer> post(Target target, Message message) {
    HttpClient open = client.remoteAddress(target::address);
    byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
    return (target.secure() ? open.secure() : open)
        .headers(
            headers ->
                headers
                    .set(HttpHeaders.HOST, target.uri().getRawAuthority())
                    .set("webhook-id", message.id())
                    .set("webhook-timestamp", message.timestamp())
                    .set("webhook-signature", message.signature()))
        .post()
        .uri(target.path())
        .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
        .response()
        .map(response -> response.status().code());
  }

  /** Some address of the name is one that the exchange does not call. */
  static final class ForbiddenAddressException extends Exception {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException() {
      super("does not lead to a public address");
    }
  }
}
