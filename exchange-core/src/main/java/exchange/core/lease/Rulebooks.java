package exchange.core.lease;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** The rules of the exchange, each in force from a stated instant on. */
public interface Rulebooks {

  /** Empty before the first one. */
  Mono<Rulebook> inForce(Instant at);
}
