package exchange.core.lease;

import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The rules of the exchange, each in force from a stated instant on. */
public interface Rulebooks {

  /** Puts one in force from its own instant on. */
  Mono<Rulebook> state(UUID id, Rulebook rulebook);

  /** Empty before the first one. */
  Mono<Rulebook> inForce(Instant at);
}
