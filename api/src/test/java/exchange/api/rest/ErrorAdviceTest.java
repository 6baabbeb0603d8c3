package exchange.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import io.lettuce.core.RedisConnectionException;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ErrorAdviceTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final MockServerWebExchange http =
      MockServerWebExchange.from(MockServerHttpRequest.get("/v1/things"));

  private JsonNode answer(Throwable error) {
    new ErrorAdvice(JSON).handle(http, error).block();
    return JSON.readTree(http.getResponse().getBodyAsString().block());
  }

  @ParameterizedTest
  @EnumSource(RefusalCode.class)
  void everyRefusalReadsAsProblem(RefusalCode code) {
    JsonNode problem = answer(Refusal.of(code, "zone", "x", "field", "y", "april", "z"));
    MockServerHttpResponse response = http.getResponse();
    assertThat(response.getStatusCode()).isEqualTo(Statuses.of(code));
    assertThat(response.getHeaders().getContentType()).hasToString("application/problem+json");
    assertThat(problem.path("code").asString()).isEqualTo(code.name());
    assertThat(problem.path("status").asInt()).isEqualTo(Statuses.of(code).value());
    assertThat(problem.path("title").asString()).matches("[A-Z][a-z ]+");
    assertThat(problem.path("facts").toString())
        .isEqualTo("{\"april\":\"z\",\"field\":\"y\",\"zone\":\"x\"}");
    boolean passes =
        switch (code) {
          case IDEMPOTENCY_KEY_IN_FLIGHT, HOLDS_UNAVAILABLE, OVERLOADED, STORE_UNAVAILABLE -> true;
          default -> false;
        };
    assertThat(response.getHeaders().containsHeader("Retry-After")).isEqualTo(passes);
  }

  static Stream<Throwable> troubles() {
    return Stream.of(
        new R2dbcNonTransientResourceException("connection closed"),
        new R2dbcTimeoutException("acquire"),
        new RedisConnectionException("gone"),
        new TimeoutException("late"),
        new IllegalStateException(new ConnectException("refused")),
        new DataAccessResourceFailureException("down"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void aStoreThatDoesNotAnswerIsNobodysMistake(Throwable trouble) {
    assertThat(answer(trouble).path("code").asString()).isEqualTo("STORE_UNAVAILABLE");
    assertThat(http.getResponse().getHeaders().getFirst("Retry-After")).isEqualTo("1");
  }

  @Test
  void ourMistakesTellNothingButTheirNumber() {
    JsonNode problem = answer(new R2dbcBadGrammarException("relation secret_table is missing"));
    assertThat(http.getResponse().getStatusCode().value()).isEqualTo(500);
    assertThat(problem.path("code").asString()).isEqualTo("INTERNAL_ERROR");
    assertThat(problem.path("facts").path("errorId").asString()).isNotEmpty();
    assertThat(problem.toString()).doesNotContain("secret_table");
  }

  @Test
  void tooMuchIsTooLarge() {
    assertThat(answer(new DataBufferLimitException("more")).path("status").asInt()).isEqualTo(413);
  }
}
