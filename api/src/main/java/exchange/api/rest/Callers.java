package exchange.api.rest;

import exchange.core.member.Caller;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import org.springframework.security.core.Authentication;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Who is asking: the principal of the authentication that let the request in. */
final class Callers {
  private Callers() {}

  /**
   * @return {@code UNAUTHENTICATED} as an error when nobody signed in
   */
  static Mono<Caller> of(ServerWebExchange exchange) {
    return exchange
        .getPrincipal()
        .ofType(Authentication.class)
        .mapNotNull(Authentication::getPrincipal)
        .ofType(Caller.class)
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.UNAUTHENTICATED)));
  }
}
