package exchange.api.web;

import exchange.core.member.Attempt;
import exchange.core.member.Attempts;
import exchange.core.member.Caller;
import exchange.core.values.RefusedException;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Makes every form happen once, however often it is sent: each is drawn with a key of its own, and
 * the stores keep the answer under it together with their effect.
 */
@Component
final class Once {
  static final String KEY = "key";
  private static final String CSRF = "_csrf";

  private final Attempts attempts;

  Once(Attempts attempts) {
    this.attempts = attempts;
  }

  /** For the hidden field of a form that is being drawn. */
  static String key() {
    return UUID.randomUUID().toString();
  }

  /**
   * @param type of the answer that the stores keep
   * @param change given the id of whatever it makes
   * @return its answer, or the one given before to the same form
   */
  <T> Mono<T> run(
      ServerWebExchange exchange,
      Caller caller,
      MultiValueMap<String, String> form,
      Class<T> type,
      Function<UUID, Mono<T>> change) {
    String route = "POST " + exchange.getRequest().getPath().pathWithinApplication().value();
    TreeMap<String, Object> meant = new TreeMap<>(form);
    meant.remove(CSRF);
    String key = String.valueOf(form.getFirst(KEY));
    Attempt attempt = new Attempt(caller.organizationId(), route, key, meant.toString());
    return Mono.defer(() -> change.apply(attempt.id()))
        .contextWrite(attempt::in)
        .onErrorResume(
            RefusedException.class,
            refused -> attempts.recall(attempt, type).switchIfEmpty(Mono.error(refused)));
  }
}
