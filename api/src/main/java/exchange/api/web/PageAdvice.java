package exchange.api.web;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What every page is given beside its own. */
@ControllerAdvice(basePackageClasses = PageAdvice.class)
final class PageAdvice {
  private final PlaceNames names;

  PageAdvice(PlaceNames names) {
    this.names = names;
  }

  @ModelAttribute("visitor")
  Mono<Visitor> visitor(ServerWebExchange exchange) {
    return Visitor.of(exchange);
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
