package exchange.api.security;

import com.nimbusds.jose.jwk.JWKSet;
import exchange.api.wire.AccessToken;
import exchange.api.wire.TokenError;
import exchange.core.member.Organizations;
import exchange.core.member.Organizations.SignIn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The token endpoint of RFC 6749 for client credentials, and the keys to check its tokens with. */
@RestController
final class TokenController {
  private final Organizations organizations;
  private final ClientCredentials credentials;
  private final AccessTokens tokens;
  private final JWKSet publicKeys;

  TokenController(
      Organizations organizations,
      ClientCredentials credentials,
      AccessTokens tokens,
      ServerKeys keys) {
    this.organizations = organizations;
    this.credentials = credentials;
    this.tokens = tokens;
    this.publicKeys = new JWKSet(keys.signing().toPublicJWK());
  }

  @PostMapping(
      path = "/oauth2/token",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Object>> issueToken(ServerWebExchange http) {
    return http.getFormData()
        .map(form -> TokenRequest.read(http.getRequest().getHeaders(), form))
        .flatMap(this::issue)
        .onErrorResume(TokenRefusal.class, refusal -> Mono.just(answer(refusal)));
  }

  private Mono<ResponseEntity<Object>> issue(TokenRequest request) {
    return organizations
        .signIn(request.clientId())
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(found -> check(request, found))
        .map(granted -> answer(request.clientId(), granted));
  }

  private Mono<SignIn> check(TokenRequest request, Optional<SignIn> found) {
    return credentials
        .isSecretOf(found.map(SignIn::credential).orElse(null), request.clientSecret())
        .filter(right -> right)
        .flatMap(right -> Mono.justOrEmpty(found))
        .switchIfEmpty(Mono.error(TokenRefusal::invalidClient));
  }

  private ResponseEntity<Object> answer(String clientId, SignIn granted) {
    AccessToken token =
        new AccessToken(
            tokens.issue(clientId, granted.organization()),
            "Bearer",
            Math.toIntExact(AccessTokens.LIFE.toSeconds()));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.PRAGMA, "no-cache")
        .contentType(MediaType.APPLICATION_JSON)
        .body(token);
  }

  private static ResponseEntity<Object> answer(TokenRefusal refusal) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(refusal.status())
            .cacheControl(CacheControl.noStore())
            .header(HttpHeaders.PRAGMA, "no-cache")
            .contentType(MediaType.APPLICATION_JSON);
    if (refusal.status() == HttpStatus.UNAUTHORIZED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"exchange\"");
    }
    return answer.body(
        new TokenError(refusal.error()).errorDescription(String.valueOf(refusal.getMessage())));
  }

  @GetMapping(path = "/oauth2/jwks", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, Object>> publicKeys() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
        .body(publicKeys.toJSONObject());
  }
}
