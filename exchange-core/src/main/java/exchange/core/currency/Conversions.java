package exchange.core.currency;

import exchange.core.member.Caller;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Quotes of conversions, each carried out once or never. */
public interface Conversions {

  Mono<Conversion> add(Conversion quote);

  /** Empty when it does not exist or is neither the caller's nor is the caller an operator. */
  Mono<Conversion> find(UUID id, Caller caller);

  /**
   * Moves both amounts, between the member's wallets and the exchange's own accounts of the two
   * currencies; what was moved before is not moved again.
   *
   * @return as an error: {@code NOT_FOUND} unless it is the caller's, {@code QUOTE_EXPIRED}, {@code
   *     INSUFFICIENT_FUNDS}, {@code CURRENCY_EXHAUSTED} when the exchange has not that much
   */
  Mono<Conversion> execute(UUID id, Caller caller, Instant now);
}
