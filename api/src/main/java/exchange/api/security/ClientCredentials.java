package exchange.api.security;

import exchange.core.member.Credential;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The secrets that machines sign in with. They are derived, so that an answer can be given again,
 * and kept only as slow hashes, so that a stolen table signs nobody in.
 */
public final class ClientCredentials implements AutoCloseable {
  /** A hash costs a processor for a tenth of a second: sign-ins must not take all of them. */
  private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final DerivedSecrets secrets;
  private final PasswordEncoder encoder;
  private final Scheduler slowWork = Schedulers.newParallel("client-secrets", THREADS);
  private final String nobodysHash;

  ClientCredentials(String key, PasswordEncoder encoder) {
    this.secrets = new DerivedSecrets(key);
    this.encoder = encoder;
    this.nobodysHash = hashed(secretOf(""));
  }

  /** The secret of a client: the same however often it is asked for. */
  public String secretOf(String clientId) {
    byte[] derived = secrets.of("client-secret", clientId);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(derived);
  }

  /** What a secret is checked against. Runs off the event loop. */
  public Mono<String> hash(String secret) {
    return Mono.fromSupplier(() -> hashed(secret)).subscribeOn(slowWork);
  }

  /**
   * Whether the secret is the credential's. Takes as long when there is no credential, so that
   * nobody can find out who is a member.
   */
  Mono<Boolean> isSecretOf(@Nullable Credential credential, String secret) {
    String hash = credential == null ? nobodysHash : credential.secretHash();
    return Mono.fromSupplier(() -> encoder.matches(secret, hash) && credential != null)
        .subscribeOn(slowWork);
  }

  private String hashed(String secret) {
    return String.valueOf(encoder.encode(secret));
  }

  @Override
  public void close() {
    slowWork.dispose();
  }
}
