package exchange.api.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.ReactiveAuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Checks the signature of each token once: that takes longer than most of what the token is shown
 * for. A token counts until it expires, remembered or not.
 */
final class RememberedTokens implements ReactiveAuthenticationManagerResolver<ServerWebExchange> {
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final int MOST = 10_000;

  private final ReactiveAuthenticationManagerResolver<ServerWebExchange> issuers;
  private final Clock clock;
  private final Cache<String, CallerAuthentication> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(IDLE).build();

  /**
   * @param issuers who check a token seen for the first time
   */
  RememberedTokens(ReactiveAuthenticationManagerResolver<ServerWebExchange> issuers, Clock clock) {
    this.issuers = issuers;
    this.clock = clock;
  }

  @Override
  public Mono<ReactiveAuthenticationManager> resolve(ServerWebExchange http) {
    return Mono.just(shown -> check(shown, http));
  }

  private Mono<Authentication> check(Authentication shown, ServerWebExchange http) {
    String token = ((BearerTokenAuthenticationToken) shown).getToken();
    CallerAuthentication caller = known.getIfPresent(token);
    if (caller != null && clock.instant().isBefore(caller.expiresAt())) {
      return Mono.just(caller);
    }
    return issuers
        .resolve(http)
        .flatMap(issuer -> issuer.authenticate(shown))
        .doOnNext(
            checked -> {
              if (checked instanceof CallerAuthentication right) {
                known.put(token, right);
              }
            });
  }
}
