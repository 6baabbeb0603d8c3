package exchange.api.rest;

import exchange.core.member.Attempt;
import exchange.core.member.Attempts;
import exchange.core.member.Caller;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import exchange.core.values.Versioned;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes every POST happen once. A change runs with its {@link Attempt} in the subscriber's context,
 * where the stores find it and keep the answer together with their effect; here earlier answers are
 * given again and refusals kept.
 */
@Component
final class Writes {
  /** For an intent that its path says all about. */
  static final Mono<Map<String, String>> NO_BODY = Mono.just(Map.of());

  private final Attempts attempts;
  private final JsonMapper json;

  Writes(Attempts attempts, JsonMapper json) {
    this.attempts = attempts;
    this.json = json;
  }

  /**
   * One intent of one caller.
   *
   * @param body what it says, as read
   */
  record Intent<B>(Caller caller, B body, Attempt attempt) {
    /** Of whatever the intent makes. */
    UUID id() {
      return attempt.id();
    }
  }

  /**
   * @param body all that changes what is meant, beside the path
   * @param type of the answer that the stores keep
   * @param wire how the answer reads, the same for every repetition
   * @return the change's answer, or the one given before to the same attempt
   */
  <B, T, R> Mono<R> once(
      ServerWebExchange http,
      String key,
      Mono<B> body,
      Class<T> type,
      Function<Intent<B>, Mono<T>> change,
      BiFunction<Intent<B>, T, R> wire) {
    return intent(http, key, body)
        .flatMap(
            intent ->
                run(intent, change)
                    .onErrorResume(
                        RefusedException.class, refused -> refuse(intent.attempt(), refused, type))
                    .map(answer -> wire.apply(intent, answer)));
  }

  /**
   * Like {@link #once}, for what is made with a version and never taken away again. The earlier
   * answer comes from the store, to which each repetition comes with the same attempt and id.
   */
  <B, T, R> Mono<R> onceMade(
      ServerWebExchange http,
      String key,
      Mono<B> body,
      Function<Intent<B>, Mono<Versioned<T>>> change,
      BiFunction<Intent<B>, Versioned<T>, R> wire) {
    return intent(http, key, body)
        .flatMap(
            intent ->
                run(intent, change)
                    .onErrorResume(
                        RefusedException.class,
                        refused ->
                            refuse(intent.attempt(), refused, Object.class)
                                .flatMap(earlier -> run(intent, change)))
                    .map(made -> wire.apply(intent, made)));
  }

  private <B> Mono<Intent<B>> intent(ServerWebExchange http, String key, Mono<B> body) {
    return Mono.zip(Callers.of(http), body)
        .map(
            both -> {
              Attempt attempt = attempt(both.getT1(), http.getRequest(), key, both.getT2());
              return new Intent<>(both.getT1(), both.getT2(), attempt);
            });
  }

  private static <B, T> Mono<T> run(Intent<B> intent, Function<Intent<B>, Mono<T>> change) {
    return Mono.defer(() -> change.apply(intent)).contextWrite(intent.attempt()::in);
  }

  /**
   * The answer to an attempt that was refused: the one given before, if it was made before and only
   * its repetition is refused now.
   */
  private <T> Mono<T> refuse(Attempt attempt, RefusedException refused, Class<T> type) {
    return isKept(refused.refusal().code())
        ? attempts.refuse(attempt, refused.refusal(), type)
        : attempts.recall(attempt, type).switchIfEmpty(Mono.error(refused));
  }

  /** Whether a refusal is an answer; the others say what to mend before the same key is tried. */
  private static boolean isKept(RefusalCode code) {
    if (code == RefusalCode.IDEMPOTENCY_KEY_IN_FLIGHT
        || code == RefusalCode.IDEMPOTENCY_KEY_REUSED) {
      return false;
    }
    int status = Statuses.of(code).value();
    return status == 409 || status == 422;
  }

  private Attempt attempt(Caller caller, ServerHttpRequest request, String key, Object body) {
    String route = request.getMethod() + " " + request.getPath().pathWithinApplication().value();
    return new Attempt(caller.organizationId(), route, key, hash(body));
  }

  /** Of the body as read: neither white space nor the order of its keys makes another one. */
  private String hash(Object body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(json.writeValueAsBytes(body)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
