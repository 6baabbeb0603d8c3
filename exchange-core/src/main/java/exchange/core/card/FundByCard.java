package exchange.core.card;

import exchange.core.member.Caller;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** A member pays into its wallet by card. {@link SettleCardPayments} does the rest. */
public final class FundByCard {
  private final CardPayments payments;
  private final CardProvider provider;
  private final ExchangeRates rates;

  public FundByCard(CardPayments payments, CardProvider provider, ExchangeRates rates) {
    this.payments = payments;
    this.provider = provider;
    this.rates = rates;
  }

  /**
   * @return as an error: {@code NOT_FOUND} unless the caller is the member or an operator, {@code
   *     CARDS_NOT_ACCEPTED}, {@code CURRENCY_NOT_SUPPORTED}, {@code VALIDATION_FAILED}
   */
  public Mono<CardPayment> fund(Caller caller, UUID id, UUID memberId, Money amount, String card) {
    if (!caller.isOperator() && !caller.organizationId().equals(memberId)) {
      throw Refusal.of(RefusalCode.NOT_FOUND);
    }
    if (provider.kind() == CardProvider.Kind.NONE) {
      throw Refusal.of(RefusalCode.CARDS_NOT_ACCEPTED);
    }
    rates.rate(amount.getCurrencyUnit());
    if (!amount.isPositive()) {
      throw Refusal.invalid("amount.amount", "must be above 0");
    }
    return payments.request(id, memberId, amount, card);
  }
}
