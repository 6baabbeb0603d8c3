package exchange.core.card;

import reactor.core.publisher.Mono;

/** The provider tells of a payment: perhaps again, perhaps late, perhaps in another order. */
public final class HearProvider {
  private final CardPayments payments;
  private final CardProvider provider;

  public HearProvider(CardPayments payments, CardProvider provider) {
    this.payments = payments;
    this.provider = provider;
  }

  /**
   * @return the payment as it is now, empty for one that is not the exchange's; as an error {@code
   *     CALLBACK_REFUSED}, {@code CARDS_NOT_ACCEPTED}
   */
  public Mono<CardPayment> hear(String callback) {
    return provider.read(callback).flatMap(payments::learn);
  }
}
