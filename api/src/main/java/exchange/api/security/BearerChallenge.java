package exchange.api.security;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Tells who shows no valid token how to show one, and leaves the body to where all errors go. */
final class BearerChallenge implements ServerAuthenticationEntryPoint {

  @Override
  public Mono<Void> commence(ServerWebExchange http, AuthenticationException error) {
    boolean shown = error instanceof OAuth2AuthenticationException;
    http.getResponse()
        .getHeaders()
        .set(HttpHeaders.WWW_AUTHENTICATE, shown ? "Bearer error=\"invalid_token\"" : "Bearer");
    return Mono.error(() -> Refusal.of(RefusalCode.UNAUTHENTICATED));
  }
}
