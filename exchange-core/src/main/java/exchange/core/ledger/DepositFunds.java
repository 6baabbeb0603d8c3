package exchange.core.ledger;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** An operator books money into a member's wallet that the bank is yet to tell of. */
public final class DepositFunds {
  private final Ledger ledger;
  private final ExchangeRates rates;

  public DepositFunds(Ledger ledger, ExchangeRates rates) {
    this.ledger = ledger;
    this.rates = rates;
  }

  /**
   * @return the wallet's balance afterwards; as an error {@code FORBIDDEN}, {@code NOT_FOUND},
   *     {@code CURRENCY_NOT_SUPPORTED}
   */
  public Mono<Money> deposit(
      Caller caller, UUID id, UUID organizationId, Money amount, String reference) {
    caller.require(Role.OPERATOR);
    rates.rate(amount.getCurrencyUnit());
    if (amount.isNegativeOrZero()) {
      throw Refusal.invalid("amount.amount", "must be above 0");
    }
    return ledger.deposit(id, organizationId, amount, reference);
  }
}
