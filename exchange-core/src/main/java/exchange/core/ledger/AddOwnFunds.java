package exchange.core.ledger;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** An operator books money of the exchange's own that the bank is yet to tell of. */
public final class AddOwnFunds {
  private final Ledger ledger;
  private final ExchangeRates rates;

  public AddOwnFunds(Ledger ledger, ExchangeRates rates) {
    this.ledger = ledger;
    this.rates = rates;
  }

  /**
   * @param purpose guarantee or FX
   * @return what the purpose has afterwards; as an error {@code FORBIDDEN}, {@code
   *     CURRENCY_NOT_SUPPORTED}
   */
  public Mono<Money> add(Caller caller, UUID id, Purpose purpose, Money amount, String reference) {
    caller.require(Role.OPERATOR);
    rates.rate(amount.getCurrencyUnit());
    if (!Set.of(Purpose.GUARANTEE, Purpose.FX).contains(purpose)) {
      throw Refusal.invalid("purpose", "must be GUARANTEE or FX");
    }
    if (amount.isNegativeOrZero()) {
      throw Refusal.invalid("amount.amount", "must be above 0");
    }
    return ledger.addOwnFunds(id, purpose, amount, reference);
  }
}
