package exchange.api.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Remembers who signed in to the pages in a signed cookie, so that any node can read it and none
 * has to keep anything. It is no access token: the API does not take it.
 */
final class SessionCookie implements ServerSecurityContextRepository {
  static final String NAME = "session";
  private static final Duration LIFE = Duration.ofHours(12);

  private final byte[] key;
  private final Clock clock;

  /**
   * @param key 32 bytes, the same on every node
   */
  SessionCookie(byte[] key, Clock clock) {
    this.key = key.clone();
    this.clock = clock;
  }

  @Override
  public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
    return Mono.fromRunnable(
        () ->
            exchange
                .getResponse()
                .addCookie(
                    context != null
                            && context.getAuthentication() instanceof MemberAuthentication member
                        ? cookie(exchange, sign(member), LIFE)
                        : cookie(exchange, "", Duration.ZERO)));
  }

  @Override
  public Mono<SecurityContext> load(ServerWebExchange exchange) {
    HttpCookie shown = exchange.getRequest().getCookies().getFirst(NAME);
    return Mono.justOrEmpty(shown)
        .mapNotNull(cookie -> member(cookie.getValue()))
        .map(SecurityContextImpl::new);
  }

  private static ResponseCookie cookie(ServerWebExchange exchange, String value, Duration life) {
    return ResponseCookie.from(NAME, value)
        .path("/")
        .httpOnly(true)
        .sameSite("Lax")
        .secure("https".equals(exchange.getRequest().getURI().getScheme()))
        .maxAge(life)
        .build();
  }

  private String sign(MemberAuthentication member) {
    Caller caller = member.getPrincipal();
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(member.getName())
            .claim(CallerClaims.ORGANIZATION, caller.organizationId().toString())
            .claim(CallerClaims.ROLES, caller.roles().stream().map(Enum::name).sorted().toList())
            .expirationTime(Date.from(now.plus(LIFE)))
            .build();
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("signing failed", e);
    }
    return token.serialize();
  }

  /** Null for a cookie that is not ours, or whose time is over. */
  private @Nullable MemberAuthentication member(String cookie) {
    try {
      SignedJWT token = SignedJWT.parse(cookie);
      JWTClaimsSet claims = token.getJWTClaimsSet();
      if (!token.verify(new MACVerifier(key))
          || !clock.instant().isBefore(claims.getExpirationTime().toInstant())) {
        return null;
      }
      List<String> roles = claims.getStringListClaim(CallerClaims.ROLES);
      UUID organization = UUID.fromString(claims.getStringClaim(CallerClaims.ORGANIZATION));
      return new MemberAuthentication(
          new Caller(organization, roles.stream().map(Role::valueOf).collect(Collectors.toSet())),
          Objects.requireNonNull(claims.getSubject()));
    } catch (ParseException | JOSEException | IllegalArgumentException | NullPointerException e) {
      return null;
    }
  }
}
