package exchange.core.card;

import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings card payments to their end. The provider is asked where a payment is before anything is
 * asked of it again, so one whose answer was lost goes on from wherever it got to.
 */
public final class SettleCardPayments {
  private static final int MOST = 50;

  private final CardPayments payments;
  private final CardProvider provider;
  private final Clock clock;
  private final Patience patience;

  /**
   * @param answer how long the provider may take to say something
   * @param retryAfter how long a payment is left alone after a try
   * @param giveUpAfter how old a payment may become before it is cancelled
   */
  public record Patience(Duration answer, Duration retryAfter, Duration giveUpAfter) {}

  public SettleCardPayments(
      CardPayments payments, CardProvider provider, Clock clock, Patience patience) {
    this.payments = payments;
    this.provider = provider;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * @return those that it took up, as far as they have come
   */
  public Flux<CardPayment> settle() {
    return payments
        .claim(MOST, patience.retryAfter())
        .flatMapIterable(claimed -> claimed)
        .flatMap(this::advance, MOST);
  }

  private Mono<CardPayment> advance(CardPayment payment) {
    if (payment.state().isFinal()) {
      return Mono.just(payment);
    }
    return next(payment)
        .timeout(patience.answer())
        .flatMap(payments::learn)
        .flatMap(now -> now.state() == payment.state() ? Mono.just(now) : advance(now))
        // What became of it is unknown; it is taken up again.
        .onErrorReturn(payment);
  }

  private Mono<CardNews> next(CardPayment payment) {
    if (payment.requestedAt().plus(patience.giveUpAfter()).isBefore(clock.instant())) {
      return provider.cancel(payment.id());
    }
    return payment.state() == CardPayment.State.AUTHORISED
        ? provider.capture(payment.id())
        : provider
            .lookUp(payment.id())
            .switchIfEmpty(
                Mono.defer(
                    () -> provider.authorise(payment.id(), payment.amount(), payment.card())));
  }
}
