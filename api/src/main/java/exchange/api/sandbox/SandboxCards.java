package exchange.api.sandbox;

import exchange.core.card.CardNews;
import exchange.core.card.CardProvider;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Behaves as card providers do on bad days. What it has said stays so, for it remembers in tables
 * of its own; {@code R__sandbox.sql} says what each card does.
 */
public final class SandboxCards implements CardProvider {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final int MOST_CALLBACKS = 50;

  private final DatabaseClient memory;
  private final SignedNews signed;

  /**
   * @param secret signs its callbacks, 32 bytes or more
   */
  public SandboxCards(ConnectionFactory connections, byte[] secret) {
    memory = DatabaseClient.create(connections);
    signed = new SignedNews(secret);
  }

  @Override
  public Kind kind() {
    return Kind.SANDBOX;
  }

  @Override
  public Mono<CardNews> authorise(UUID id, Money amount, String card) {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("what", "AUTHORISE");
    order.put("id", id.toString());
    order.put("card", card);
    order.put("minor", amount.getAmountMinorLong());
    order.put("currency", amount.getCurrencyUnit().getCode());
    return ask(order);
  }

  @Override
  public Mono<CardNews> capture(UUID id) {
    return ask(Map.of("what", "CAPTURE", "id", id.toString()));
  }

  @Override
  public Mono<CardNews> cancel(UUID id) {
    return ask(Map.of("what", "CANCEL", "id", id.toString()));
  }

  @Override
  public Mono<CardNews> lookUp(UUID id) {
    return ask(Map.of("what", "LOOK_UP", "id", id.toString()));
  }

  private Mono<CardNews> ask(Map<String, Object> order) {
    return text(
            "select said::text from sandbox.ask($1::jsonb) said where said is not null",
            JSON.writeValueAsString(order))
        .next()
        .map(JSON::readTree)
        .flatMap(SandboxCards::answer);
  }

  private static Mono<CardNews> answer(JsonNode answer) {
    Mono<CardNews> news = Mono.just(SignedNews.news(answer.path("news")));
    if (answer.path("silent").asBoolean(false)) {
      return Mono.never();
    }
    return answer.path("slow").asBoolean(false) ? news.delayElement(SLOW) : news;
  }

  @Override
  public Mono<CardNews> read(String callback) {
    return Mono.fromSupplier(() -> signed.read(callback));
  }

  @Override
  public Mono<List<Money>> captured(Instant before) {
    return text(
            """
            select jsonb_build_object('minor', sum(minor), 'currency', currency)::text
            from sandbox.payment where state = 'CAPTURED' and at < $1 group by currency""",
            before.atOffset(ZoneOffset.UTC))
        .map(JSON::readTree)
        .map(
            sum ->
                Money.ofMinor(
                    CurrencyUnit.of(sum.path("currency").asString()), sum.path("minor").asLong()))
        .collectList();
  }

  /** Sends the callbacks that are due; one that is not taken is due again. */
  public Mono<Long> sendCallbacks(HttpClient http, String url) {
    return text("select to_jsonb(c)::text from sandbox.callbacks($1) c", MOST_CALLBACKS)
        .map(JSON::readTree)
        .flatMap(callback -> send(http, url, callback))
        .count();
  }

  private Mono<Integer> send(HttpClient http, String url, JsonNode callback) {
    String body = signed.write(callback.path("doc").toString());
    return http.headers(headers -> headers.set("Content-Type", "application/jwt"))
        .post()
        .uri(url)
        .send(ByteBufFlux.fromString(Mono.just(body)))
        .response()
        .map(response -> response.status().code())
        .filter(status -> status < 300)
        .flatMap(taken -> forget(callback.path("seq").asLong()).thenReturn(taken))
        .onErrorResume(error -> Mono.empty());
  }

  private Mono<Long> forget(long callback) {
    return memory
        .sql("delete from sandbox.callback where seq = $1")
        .bind(0, callback)
        .fetch()
        .rowsUpdated();
  }

  /** What a query says that gives one column of JSON. */
  private Flux<String> text(String sql, Object bind) {
    return memory.sql(sql).bind(0, bind).mapValue(String.class).all();
  }
}
