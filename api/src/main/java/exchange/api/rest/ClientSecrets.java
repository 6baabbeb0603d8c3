package exchange.api.rest;

import reactor.core.publisher.Mono;

/** Secrets of new members' machines. */
public interface ClientSecrets {

  /** The secret of a client: the same however often it is asked for, and kept nowhere. */
  String of(String clientId);

  /** What the secret is checked against at sign-in; slow on purpose, and off the event loop. */
  Mono<String> hash(String secret);
}
