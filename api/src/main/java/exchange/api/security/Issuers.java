package exchange.api.security;

import com.nimbusds.jose.jwk.ECKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whose tokens count: the exchange's own, and those of one other issuer if it is set. */
final class Issuers {
  /** By how much the clocks of two nodes may differ. */
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

  private final Map<String, ReactiveAuthenticationManager> byName = new HashMap<>();

  Issuers(SecuritySettings settings, ServerKeys keys, Clock clock) {
    if (!settings.externalIssuer().isBlank()) {
      byName.put(settings.externalIssuer(), external(settings, clock));
    }
    byName.put(settings.issuer(), own(settings.issuer(), keys.signing().toPublicJWK(), clock));
  }

  /** Checks the tokens of that issuer; empty for one that is not trusted. */
  Mono<ReactiveAuthenticationManager> named(String issuer) {
    return Mono.justOrEmpty(byName.get(issuer));
  }

  private static ReactiveAuthenticationManager own(String issuer, ECKey key, Clock clock) {
    NimbusReactiveJwtDecoder decoder =
        NimbusReactiveJwtDecoder.withJwkSource(token -> Flux.just(key))
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build();
    decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(rules(issuer, clock)));
    return manager(decoder, CallerClaims.ORGANIZATION);
  }

  private static ReactiveAuthenticationManager external(SecuritySettings settings, Clock clock) {
    NimbusReactiveJwtDecoder decoder =
        NimbusReactiveJwtDecoder.withIssuerLocation(settings.externalIssuer())
            .jwsAlgorithms(algorithms -> algorithms.addAll(List.of(SignatureAlgorithm.values())))
            .build();
    List<OAuth2TokenValidator<Jwt>> rules = rules(settings.externalIssuer(), clock);
    if (!settings.externalAudience().isBlank()) {
      rules.add(new JwtAudienceValidator(settings.externalAudience()));
    }
    decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(rules));
    return manager(decoder, settings.organizationClaim());
  }

  private static List<OAuth2TokenValidator<Jwt>> rules(String issuer, Clock clock) {
    JwtTimestampValidator life = new JwtTimestampValidator(CLOCK_SKEW);
    life.setAllowEmptyExpiryClaim(false);
    life.setClock(clock);
    return new ArrayList<>(List.of(life, new JwtIssuerValidator(issuer)));
  }

  private static ReactiveAuthenticationManager manager(
      NimbusReactiveJwtDecoder decoder, String organizationClaim) {
    JwtReactiveAuthenticationManager manager = new JwtReactiveAuthenticationManager(decoder);
    manager.setJwtAuthenticationConverter(new CallerClaims(organizationClaim));
    return manager;
  }
}
