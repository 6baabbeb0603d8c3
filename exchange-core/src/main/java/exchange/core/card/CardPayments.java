package exchange.core.card;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** What is known of card payments; members see theirs, an operator all. */
public interface CardPayments {

  /**
   * Writes down that a member wants to pay, before the provider is asked.
   *
   * @return as an error: {@code NOT_FOUND} for an unknown member
   */
  Mono<CardPayment> request(UUID id, UUID memberId, Money amount, String card);

  /**
   * Moves a payment and its money on. What is told again, or late, changes nothing.
   *
   * @return the payment as it is now; empty for one that was never asked for
   */
  Mono<CardPayment> learn(CardNews news);

  /**
   * Some payments that are not at their end, for the caller alone for as long as the lease lasts.
   */
  Mono<List<CardPayment>> claim(int most, Duration lease);

  /** Empty when it does not exist or is somebody else's. */
  Mono<CardPayment> find(UUID id, Caller caller);

  /**
   * A member's.
   *
   * @return {@code NOT_FOUND} unless the caller is it or an operator
   */
  Mono<Page<CardPayment>> page(UUID memberId, Caller caller, Page.Query query);
}
