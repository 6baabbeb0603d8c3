package exchange.api.rest;

import exchange.api.wire.Problem;
import exchange.api.wire.ProblemCode;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import io.netty.channel.ChannelException;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers every error as {@code application/problem+json}, wherever it was raised: by a filter, by
 * reading the request, by a use case or by a store.
 */
@Component
@Order(ErrorAdvice.BEFORE_THE_FRAMEWORK)
final class ErrorAdvice implements WebExceptionHandler {
  static final int BEFORE_THE_FRAMEWORK = -2;

  private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);
  private static final String SECONDS_TO_WAIT = "1";

  private final JsonMapper json;

  ErrorAdvice(JsonMapper json) {
    this.json = json;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted() || error instanceof AbortedException) {
      return Mono.error(error);
    }
    Refusal refusal = refusal(exchange, error);
    response.setStatusCode(Statuses.of(refusal.code()));
    HttpHeaders headers = response.getHeaders();
    headers.clearContentHeaders();
    if (error instanceof ResponseStatusException status) {
      headers.putAll(status.getHeaders());
    }
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setCacheControl("no-store");
    if (Statuses.isWorthRetrying(refusal.code())) {
      headers.set(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT);
    }
    byte[] body = json.writeValueAsBytes(problem(refusal));
    headers.setContentLength(body.length);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }

  /** The same bytes for the same refusal, wherever and whenever it is answered. */
  static Problem problem(Refusal refusal) {
    String code = refusal.code().name();
    String title = code.charAt(0) + code.substring(1).replace('_', ' ').toLowerCase(Locale.ROOT);
    Problem problem =
        new Problem(
            title,
            Statuses.of(refusal.code()).value(),
            ProblemCode.fromValue(code),
            refusal.sentence());
    return refusal.facts().isEmpty() ? problem : problem.facts(new TreeMap<>(refusal.facts()));
  }

  private static Refusal refusal(ServerWebExchange exchange, Throwable error) {
    if (error instanceof RefusedException refused) {
      return refused.refusal();
    }
    return BadRequests.refusal(error).orElseGet(() -> trouble(exchange, error));
  }

  private static Refusal trouble(ServerWebExchange exchange, Throwable error) {
    String request = exchange.getRequest().getMethod() + " " + exchange.getRequest().getPath();
    if (NestedExceptionUtils.getMostSpecificCause(error) instanceof ChannelException) {
      return Refusal.of(RefusalCode.REQUEST_TIMEOUT).refusal();
    }
    if (StoreTrouble.isCrowd(error)) {
      return Refusal.of(RefusalCode.OVERLOADED).refusal();
    }
    if (StoreTrouble.isBehind(error)) {
      log.warn("{}: a store does not answer: {}", request, error.toString());
      return Refusal.of(RefusalCode.STORE_UNAVAILABLE).refusal();
    }
    String errorId = UUID.randomUUID().toString();
    log.error("{} failed, error {}", request, errorId, error);
    return Refusal.of(RefusalCode.INTERNAL_ERROR, "errorId", errorId).refusal();
  }
}
