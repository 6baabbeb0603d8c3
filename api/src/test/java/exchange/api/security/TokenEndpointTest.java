package exchange.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import exchange.api.rest.InMemoryServer;
import exchange.core.member.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokenEndpointTest {
  private static final UUID MEMBER = UUID.randomUUID();
  private static final String GRANT = "grant_type=client_credentials";

  private static InMemoryServer server;
  private static String secret;

  @BeforeAll
  static void start() {
    server = InMemoryServer.start();
    secret = server.admit(MEMBER, Role.OWNER, Role.EXPORTER);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static EntityExchangeResult<byte[]> ask(Consumer<HttpHeaders> headers, String form) {
    return server
        .client()
        .post()
        .uri("/oauth2/token")
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .headers(headers)
        .bodyValue(form)
        .exchange()
        .expectBody()
        .returnResult();
  }

  private static JsonNode json(EntityExchangeResult<byte[]> result) {
    return JsonMapper.shared().readTree(result.getResponseBody());
  }

  private static int call(String token) {
    return server
        .client()
        .get()
        .uri("/v1/organizations/" + MEMBER)
        .headers(headers -> headers.setBearerAuth(token))
        .exchange()
        .returnResult(Void.class)
        .getStatus()
        .value();
  }

  @Test
  void theTokenSaysWhoMayDoWhatForAQuarterOfAnHour() throws Exception {
    EntityExchangeResult<byte[]> result =
        ask(headers -> headers.setBasicAuth(MEMBER.toString(), secret), GRANT);
    assertThat(result.getStatus().value()).isEqualTo(200);
    assertThat(result.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
    assertThat(json(result).path("token_type").asString()).isEqualTo("Bearer");
    assertThat(json(result).path("expires_in").asInt()).isEqualTo(900);

    SignedJWT token = SignedJWT.parse(json(result).path("access_token").asString());
    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
    assertThat(token.verify(new ECDSAVerifier(publishedKey(token.getHeader().getKeyID()))))
        .isTrue();
    assertThat(token.getJWTClaimsSet().getClaims())
        .containsEntry("iss", "urn:warehouse-exchange")
        .containsEntry("sub", MEMBER.toString())
        .containsEntry("org", MEMBER.toString())
        .containsEntry("roles", List.of("EXPORTER", "OWNER"))
        .containsKeys("iat", "jti");
    assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant())
        .isEqualTo(token.getJWTClaimsSet().getIssueTime().toInstant().plusSeconds(900));
    assertThat(call(token.serialize())).isEqualTo(200);
  }

  private static ECKey publishedKey(String id) throws Exception {
    Map<String, Object> published =
        server
            .client()
            .get()
            .uri("/oauth2/jwks")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(
                new org.springframework.core.ParameterizedTypeReference<Map<String, Object>>() {})
            .returnResult()
            .getResponseBody();
    ECKey key = JWKSet.parse(published).getKeyByKeyId(id).toECKey();
    assertThat(key.isPrivate()).isFalse();
    return key;
  }

  @Test
  void theFormWillDoInsteadOfTheHeader() {
    String form = GRANT + "&client_id=" + MEMBER + "&client_secret=" + secret;
    assertThat(ask(headers -> {}, form).getStatus().value()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "x=y,                                                   400, invalid_request",
    "grant_type=,                                           400, invalid_request",
    "grant_type=password,                                   400, unsupported_grant_type",
    "grant_type=client_credentials&grant_type=client_credentials, 400, invalid_request",
    "grant_type=client_credentials,                         401, invalid_client",
    "grant_type=client_credentials&client_id=nobody&client_secret=x, 401, invalid_client",
    "grant_type=client_credentials&client_id=%00&client_secret=x,    401, invalid_client",
  })
  void refusalsFollowTheStandard(String form, int status, String error) {
    EntityExchangeResult<byte[]> result = ask(headers -> {}, form);
    assertThat(result.getStatus().value()).isEqualTo(status);
    assertThat(json(result).path("error").asString()).isEqualTo(error);
    assertThat(result.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
    assertThat(result.getResponseHeaders().containsHeader("WWW-Authenticate"))
        .isEqualTo(status == 401);
  }

  @Test
  void aWrongSecretReadsLikeAnUnknownClient() {
    var wrong = ask(headers -> headers.setBasicAuth(MEMBER.toString(), "wrong"), GRANT);
    var unknown = ask(headers -> headers.setBasicAuth("nobody", "wrong"), GRANT);
    assertThat(wrong.getStatus().value()).isEqualTo(401);
    assertThat(wrong.getResponseBody()).isEqualTo(unknown.getResponseBody());
    var twice =
        ask(
            headers -> headers.setBasicAuth(MEMBER.toString(), secret),
            GRANT + "&client_secret=" + secret);
    assertThat(json(twice).path("error").asString()).isEqualTo("invalid_request");
    assertThat(ask(headers -> headers.set("Authorization", "Basic !"), GRANT).getStatus().value())
        .isEqualTo(401);
  }

  @Test
  void anythingButAFormIsAProblem() {
    EntityExchangeResult<byte[]> result =
        ask(headers -> headers.setContentType(MediaType.APPLICATION_JSON), "{}");
    assertThat(json(result).path("code").asString()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void aTokenEndsSoonAfterItsTime() {
    Clock now = Clock.systemUTC();
    Duration life = AccessTokens.LIFE;
    assertThat(call(issued(Clock.offset(now, life.negated().plusSeconds(20))))).isEqualTo(200);
    assertThat(call(issued(Clock.offset(now, life.negated().minusSeconds(20))))).isEqualTo(401);
  }

  private static String issued(Clock clock) {
    return TestTokens.signed(server.context(), MEMBER, clock, Role.OWNER);
  }

  @Test
  void whatIsKeptOfASecretIsAHash() {
    var kept = server.exchange().organizations().signIn(MEMBER.toString()).block().credential();
    assertThat(kept.secretHash()).startsWith("$2").doesNotContain(secret);
    assertThat(secret).hasSizeGreaterThan(40);
  }
}
