package exchange.api.web;

import exchange.core.member.Caller;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The member that a page is for. */
final class Callers {
  private Callers() {}

  /**
   * @return as an error what leads to the login page, when nobody signed in
   */
  static Mono<Caller> of(ServerWebExchange exchange) {
    return exchange
        .getPrincipal()
        .ofType(Authentication.class)
        .map(Authentication::getPrincipal)
        .ofType(Caller.class)
        .switchIfEmpty(
            Mono.error(() -> new AuthenticationCredentialsNotFoundException("sign in first")));
  }
}
