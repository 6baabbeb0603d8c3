package exchange.core.currency;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import java.time.Clock;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An operator states the rates of a day. */
public final class StateRates {
  private final RateTables tables;
  private final Clock clock;

  public StateRates(RateTables tables, Clock clock) {
    this.tables = tables;
    this.clock = clock;
  }

  /**
   * @return as an error: {@code FORBIDDEN}, {@code VALIDATION_FAILED}
   */
  public Mono<ExchangeRates> state(Caller caller, UUID id, ExchangeRates table) {
    caller.require(Role.OPERATOR);
    if (table.asOf().isAfter(clock.instant())) {
      throw Refusal.invalid("asOf", "must not be in the future");
    }
    return tables.state(id, table);
  }
}
