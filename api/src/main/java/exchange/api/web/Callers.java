package exchange.api.web;

import exchange.core.member.Caller;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The member that a page is for. */
final class Callers {
  private Callers() {}

  /**
   * @return as an error what leads to the login page, when nobody signed in: a refused access, for
   *     a failed authentication would say that what was typed is wrong
   */
  static Mono<Caller> of(ServerWebExchange exchange) {
    return exchange
        .getPrincipal()
        .ofType(Authentication.class)
        .map(Authentication::getPrincipal)
        .ofType(Caller.class)
        .switchIfEmpty(Mono.error(() -> new AccessDeniedException("sign in first")));
  }
}
