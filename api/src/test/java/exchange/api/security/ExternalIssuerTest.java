package exchange.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import exchange.api.rest.InMemoryServer;
import exchange.core.member.Role;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class ExternalIssuerTest {
  private static final UUID MEMBER = UUID.randomUUID();

  private static RSAKey key;
  private static DisposableServer issuer;
  private static String address;
  private static InMemoryServer server;

  @BeforeAll
  static void start() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    String keys = new JWKSet(key.toPublicJWK()).toString();
    issuer =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(
                routes ->
                    routes
                        .get(
                            "/.well-known/openid-configuration",
                            (in, out) ->
                                out.header("Content-Type", "application/json")
                                    .sendString(Mono.just(discovery())))
                        .get(
                            "/keys",
                            (in, out) ->
                                out.header("Content-Type", "application/json")
                                    .sendString(Mono.just(keys))))
            .bindNow();
    address = "http://127.0.0.1:" + issuer.port();
    server =
        InMemoryServer.start(
            "--exchange.security.external-issuer=" + address,
            "--exchange.security.external-audience=exchange",
            "--exchange.security.organization-claim=company");
    server.admit(MEMBER, Role.OWNER);
  }

  private static String discovery() {
    return "{\"issuer\":\"" + address + "\",\"jwks_uri\":\"" + address + "/keys\"}";
  }

  @AfterAll
  static void stop() {
    server.close();
    issuer.disposeNow();
  }

  private static int call(RSAKey signer, Consumer<JWTClaimsSet.Builder> changed) throws Exception {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(address)
            .audience("exchange")
            .subject("machine")
            .claim("company", MEMBER.toString())
            .claim("roles", List.of("OWNER", "JANITOR"))
            .expirationTime(Date.from(Instant.now().plusSeconds(60)));
    changed.accept(claims);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims.build());
    token.sign(new RSASSASigner(signer));
    return server
        .client()
        .get()
        .uri("/v1/organizations/" + MEMBER)
        .headers(headers -> headers.setBearerAuth(token.serialize()))
        .exchange()
        .returnResult(Void.class)
        .getStatus()
        .value();
  }

  @Test
  void tokensOfTheTrustedIssuerCount() throws Exception {
    assertThat(call(key, claims -> {})).isEqualTo(200);
  }

  @Test
  void everythingElseDoesNot() throws Exception {
    Date past = Date.from(Instant.now().minusSeconds(60));
    assertThat(call(new RSAKeyGenerator(2048).generate(), claims -> {})).isEqualTo(401);
    assertThat(call(key, claims -> claims.issuer("http://elsewhere.example"))).isEqualTo(401);
    assertThat(call(key, claims -> claims.issuer("urn:warehouse-exchange"))).isEqualTo(401);
    assertThat(call(key, claims -> claims.audience("another"))).isEqualTo(401);
    assertThat(call(key, claims -> claims.expirationTime(past))).isEqualTo(401);
    assertThat(call(key, claims -> claims.expirationTime(null))).isEqualTo(401);
    assertThat(call(key, claims -> claims.claim("company", "acme"))).isEqualTo(401);
    assertThat(call(key, claims -> claims.claim("company", null))).isEqualTo(401);
  }
}
