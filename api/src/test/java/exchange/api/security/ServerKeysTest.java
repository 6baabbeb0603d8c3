package exchange.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerKeysTest {
  private static final String SECRET = "a test key of thirty-two letters or more";

  @TempDir Path directory;

  private ServerKeys keys(String signing, String secret, boolean production) {
    return ServerKeys.of(
        new SecuritySettings(signing, secret, "urn:x", "", "", "org", directory, production));
  }

  private Path file() {
    return directory.resolve("security-keys.json");
  }

  @Test
  void keysThatNobodySetAreDrawnOnce() throws Exception {
    ServerKeys drawn = keys("", "", false);
    ServerKeys kept = keys("", "", false);
    assertThat(kept).isEqualTo(drawn);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file());
    }
    assertThat(drawn.toString()).doesNotContain(drawn.clientSecrets());
  }

  @Test
  void keysThatAreSetAreNotKept() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    ServerKeys set = keys(key.toJSONString(), SECRET, true);
    assertThat(set.signing().toECPrivateKey().getS()).isEqualTo(key.toECPrivateKey().getS());
    assertThat(file()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\\n"})
  void aPemGivesItsPublicKeyToo(String lineEnd) throws Exception {
    for (int i = 0; i < 20; i++) {
      ECKey key = new ECKeyGenerator(Curve.P_256).generate();
      String base64 = Base64.getEncoder().encodeToString(key.toECPrivateKey().getEncoded());
      String pem =
          String.join(
              lineEnd, "-----BEGIN PRIVATE KEY-----", base64, "-----END PRIVATE KEY-----", "");
      assertThat(SigningKeys.parse(pem).toECPublicKey().getW())
          .isEqualTo(key.toECPublicKey().getW());
    }
  }

  @Test
  void productionMakesNoKeysOfItsOwn() {
    assertThatThrownBy(() -> keys("", SECRET, true))
        .isInstanceOf(MissingKeysException.class)
        .hasMessage(
            "In production the exchange makes no keys of its own: set EXCHANGE_TOKEN_SIGNING_KEY,"
                + " the same on every node.");
    assertThat(file()).doesNotExist();
  }

  @Test
  void whatIsNoKeyIsSaidWithoutQuotingIt() throws Exception {
    String open = new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString();
    for (String wrong : new String[] {"hunter2", "{\"kty\":\"hunter2\"}", open}) {
      assertThatThrownBy(() -> keys(wrong, SECRET, true))
          .isInstanceOf(MissingKeysException.class)
          .hasMessageStartingWith("EXCHANGE_TOKEN_SIGNING_KEY is no private EC P-256 key")
          .hasMessageNotContaining("hunter2");
    }
    assertThatThrownBy(() -> keys("", "short", false)).hasMessageContaining("32 random characters");
  }

  @Test
  void aBrokenFileIsNotReplaced() throws Exception {
    Files.writeString(file(), "{\"tokenSigningKey\":");
    assertThatThrownBy(() -> keys("", "", false))
        .isInstanceOf(MissingKeysException.class)
        .hasMessageContaining("holds no keys");
    assertThat(Files.readString(file())).isEqualTo("{\"tokenSigningKey\":");
  }
}
