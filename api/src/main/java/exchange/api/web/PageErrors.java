package exchange.api.web;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import io.netty.handler.timeout.TimeoutException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** Answers what goes wrong with a page by a page that says so and what would help. */
@Component
@Order(PageErrors.BEFORE_THE_API)
final class PageErrors implements WebExceptionHandler {
  static final int BEFORE_THE_API = -3;
  private static final Logger log = LoggerFactory.getLogger(PageErrors.class);

  private final ViewResolver views;
  private final Sentences sentences;
  private final StoreFailures storeFailures;

  PageErrors(ViewResolver views, Sentences sentences, StoreFailures storeFailures) {
    this.views = views;
    this.sentences = sentences;
    this.storeFailures = storeFailures;
  }

  /** What a page says of an error: a title, and a sentence with what would help. */
  private record Said(HttpStatusCode status, String title, String sentence) {}

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
    String path = exchange.getRequest().getPath().value();
    boolean machine = path.matches("/(v1|oauth2|actuator)(/.*)?");
    if (machine
        || exchange.getResponse().isCommitted()
        || error instanceof AbortedException
        || error instanceof TimeoutException) {
      return Mono.error(error);
    }
    Said said = said(exchange, error, Language.of(exchange));
    exchange.getResponse().setStatusCode(said.status());
    HttpHeaders headers = exchange.getResponse().getHeaders();
    headers.clearContentHeaders();
    headers.setCacheControl("no-store");
    boolean fragment = exchange.getRequest().getHeaders().getFirst("HX-Request") != null;
    return Visitor.of(exchange)
        .flatMap(visitor -> render(exchange, fragment ? "error :: said" : "error", visitor, said));
  }

  /** The page itself, or where the form stood that was sent. */
  private static String again(ServerWebExchange exchange, Visitor visitor) {
    if (HttpMethod.GET.equals(exchange.getRequest().getMethod())) {
      return visitor.address();
    }
    String referer = exchange.getRequest().getHeaders().getFirst(HttpHeaders.REFERER);
    return Preferences.inside(referer == null ? null : referer.replaceFirst("^https?://[^/]*", ""));
  }

  private Mono<Void> render(ServerWebExchange exchange, String view, Visitor visitor, Said said) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("visitor", visitor);
    model.put("f", new Formats(visitor.locale()));
    model.put("title", said.title());
    model.put("sentence", said.sentence());
    model.put("retry", said.status().is5xxServerError());
    model.put("again", again(exchange, visitor));
    return views
        .resolveViewName(view, visitor.locale())
        .flatMap(resolved -> resolved.render(model, MediaType.TEXT_HTML, exchange));
  }

  private Said said(ServerWebExchange exchange, Throwable error, Locale locale) {
    if (error instanceof RefusedException refused) {
      return said(refused.refusal(), locale);
    }
    if (error instanceof ResponseStatusException status) {
      return switch (status.getStatusCode().value()) {
        case 403 -> said(HttpStatus.FORBIDDEN, "stale", locale);
        case 404 -> said(Refusal.of(RefusalCode.NOT_FOUND).refusal(), locale);
        case 405 -> said(Refusal.of(RefusalCode.METHOD_NOT_ALLOWED).refusal(), locale);
        case 413 -> said(Refusal.of(RefusalCode.PAYLOAD_TOO_LARGE).refusal(), locale);
        default ->
            status.getStatusCode().is4xxClientError()
                ? said(HttpStatus.BAD_REQUEST, "unreadable", locale)
                : failed(exchange, error, locale);
      };
    }
    return failed(exchange, error, locale);
  }

  private Said failed(ServerWebExchange exchange, Throwable error, Locale locale) {
    String request = exchange.getRequest().getMethod() + " " + exchange.getRequest().getPath();
    if (storeFailures.isBehind(error)) {
      log.warn("{}: a store does not answer: {}", request, error.toString());
      return said(Refusal.of(RefusalCode.STORE_UNAVAILABLE).refusal(), locale);
    }
    String errorId = UUID.randomUUID().toString();
    log.error("{} failed, error {}", request, errorId, error);
    return said(Refusal.of(RefusalCode.INTERNAL_ERROR, "errorId", errorId).refusal(), locale);
  }

  private Said said(HttpStatus status, String name, Locale locale) {
    return new Said(
        status,
        sentences.text("error." + name + ".title", locale),
        sentences.text("error." + name + ".sentence", locale));
  }

  private Said said(Refusal refusal, Locale locale) {
    HttpStatus status =
        switch (refusal.code()) {
          case NOT_FOUND -> HttpStatus.NOT_FOUND;
          case FORBIDDEN -> HttpStatus.FORBIDDEN;
          case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
          case METHOD_NOT_ALLOWED -> HttpStatus.METHOD_NOT_ALLOWED;
          case PAYLOAD_TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
          case STORE_UNAVAILABLE, HOLDS_UNAVAILABLE, OVERLOADED -> HttpStatus.SERVICE_UNAVAILABLE;
          case INTERNAL_ERROR -> HttpStatus.INTERNAL_SERVER_ERROR;
          default -> HttpStatus.CONFLICT;
        };
    String title =
        switch (status) {
          case NOT_FOUND -> "error.missing.title";
          case SERVICE_UNAVAILABLE -> "error.paused.title";
          case INTERNAL_SERVER_ERROR -> "error.failed.title";
          default -> "error.refused.title";
        };
    return new Said(status, sentences.text(title, locale), sentences.of(refusal, locale));
  }
}
