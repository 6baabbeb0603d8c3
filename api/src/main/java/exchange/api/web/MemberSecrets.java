package exchange.api.web;

import reactor.core.publisher.Mono;

/** What new members sign in with. */
public interface MemberSecrets {

  /** The secret of a client: the same however often it is asked for, and kept nowhere. */
  String of(String clientId);

  /** What the secret is checked against at sign-in; slow on purpose, and off the event loop. */
  Mono<String> hash(String secret);
}
