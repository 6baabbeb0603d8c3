package exchange.core.card;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/**
 * Who takes money off cards. Payments go by the exchange's own ids: whatever is asked of one twice
 * happens once, and every answer says where the payment is now. An error or a silence is no answer:
 * what was asked for may have been done.
 */
public interface CardProvider {

  /** What it is. */
  enum Kind {
    /** No cards are accepted. */
    NONE,
    /** Takes nothing off any card. */
    SANDBOX,
    LIVE
  }

  Kind kind();

  /** Sets the money aside, or says no. */
  Mono<CardNews> authorise(UUID id, Money amount, String card);

  /** Takes what was set aside. */
  Mono<CardNews> capture(UUID id);

  /** Ends a payment that was not captured, and one that it never heard of before it does. */
  Mono<CardNews> cancel(UUID id);

  /** Empty when it never heard of it. */
  Mono<CardNews> lookUp(UUID id);

  /**
   * What it says without being asked.
   *
   * @return as an error: {@code CALLBACK_REFUSED} when it is not from the provider
   */
  Mono<CardNews> read(String callback);

  /** All that it had captured before an instant, by currency. */
  Mono<List<Money>> captured(Instant before);
}
