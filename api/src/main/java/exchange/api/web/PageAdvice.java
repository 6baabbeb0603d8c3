package exchange.api.web;

import exchange.core.notice.Notices;
import java.time.Duration;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What every page is given beside its own. */
@ControllerAdvice(basePackageClasses = PageAdvice.class)
final class PageAdvice {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final PlaceNames names;
  private final Notices notices;

  PageAdvice(PlaceNames names, Notices notices) {
    this.names = names;
    this.notices = notices;
  }

  @ModelAttribute("visitor")
  Mono<Visitor> visitor(ServerWebExchange exchange) {
    return Visitor.of(exchange);
  }

  /**
   * How many events the member has not read. A page that needs no store is shown without it when
   * the store is away.
   */
  @ModelAttribute("unread")
  Mono<Integer> unread(ServerWebExchange exchange) {
    return Visitor.of(exchange)
        .flatMap(visitor -> Mono.justOrEmpty(visitor.caller()))
        .flatMap(caller -> notices.unread(caller.organizationId()))
        .timeout(PATIENCE)
        .onErrorComplete();
  }

  @ModelAttribute("f")
  Formats formats(ServerWebExchange exchange) {
    return new Formats(Language.of(exchange));
  }

  @ModelAttribute("names")
  PlaceNames names() {
    return names;
  }

  /** For the hidden field of forms that make something, so that they make it once. */
  @ModelAttribute("key")
  String key() {
    return Once.key();
  }
}
