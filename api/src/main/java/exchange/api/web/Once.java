package exchange.api.web;

import exchange.core.member.Attempt;
import exchange.core.member.Attempts;
import exchange.core.member.Caller;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Makes every form happen once, however often it is sent: each is drawn with a key of its own, and
 * the stores keep the answer under it together with their effect.
 */
@Component
final class Once {
  private static final String KEY = "key";
  private static final String CSRF = "_csrf";

  /** What may well go through a moment later. */
  private static final Set<RefusalCode> PASSING =
      Set.of(RefusalCode.HOLDS_UNAVAILABLE, RefusalCode.OVERLOADED, RefusalCode.STORE_UNAVAILABLE);

  private final Attempts attempts;
  private final Sentences sentences;

  Once(Attempts attempts, Sentences sentences) {
    this.attempts = attempts;
    this.sentences = sentences;
  }

  /** For a form that is being drawn. */
  static String key() {
    return UUID.randomUUID().toString();
  }

  /**
   * What somebody means by sending a form.
   *
   * @param id of whatever it makes
   */
  record Intent(Caller caller, Fields form, UUID id) {}

  /**
   * @param type of the answer that the stores keep
   * @param next where it leads to
   * @param again the page to show with the refusal, so that nothing has to be typed twice
   */
  <T> Mono<Rendering> submit(
      ServerWebExchange exchange,
      Class<T> type,
      Function<Intent, Mono<T>> change,
      Function<T, String> next,
      Function<Fields, Mono<Rendering.Builder<?>>> again) {
    return Mono.zip(Callers.of(exchange), exchange.getFormData().map(Fields::new))
        .flatMap(
            sent ->
                run(route(exchange), sent.getT1(), sent.getT2(), type, change)
                    .<Rendering>map(done -> Rendering.redirectTo(next.apply(done)).build())
                    .onErrorResume(
                        RefusedException.class,
                        refused -> refused(exchange, refused, again.apply(sent.getT2()))));
  }

  private Mono<Rendering> refused(
      ServerWebExchange exchange, RefusedException refused, Mono<Rendering.Builder<?>> page) {
    String sentence = sentences.of(refused.refusal(), Language.of(exchange));
    boolean passing = PASSING.contains(refused.refusal().code());
    // What made the refusal may be why its page cannot be shown either.
    return page.onErrorMap(RefusedException.class, error -> refused)
        .map(
            shown ->
                shown
                    .modelAttribute("refused", sentence)
                    .modelAttribute("passing", passing)
                    .status(HttpStatus.CONFLICT)
                    .build());
  }

  private static String route(ServerWebExchange exchange) {
    return "POST " + exchange.getRequest().getPath().pathWithinApplication().value();
  }

  /**
   * The change, or the answer given before to the same form.
   *
   * @param route what is done to what, such as {@code POST /requests}
   */
  <T> Mono<T> run(
      String route, Caller caller, Fields form, Class<T> type, Function<Intent, Mono<T>> change) {
    TreeMap<String, Object> meant = new TreeMap<>(form.typed());
    meant.remove(CSRF);
    Attempt attempt = new Attempt(caller.organizationId(), route, form.get(KEY), meant.toString());
    return Mono.defer(() -> change.apply(new Intent(caller, form, attempt.id())))
        .contextWrite(attempt::in)
        .onErrorResume(
            RefusedException.class,
            refused -> attempts.recall(attempt, type).switchIfEmpty(Mono.error(refused)));
  }
}
