package exchange.core.bank;

import exchange.core.member.Caller;
import exchange.core.values.Refusal;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** A member wants money of its wallet at its bank. */
public final class RequestPayout {
  private final Payouts payouts;

  public RequestPayout(Payouts payouts) {
    this.payouts = payouts;
  }

  /**
   * @return as an error: {@code VALIDATION_FAILED}, {@code INSUFFICIENT_FUNDS}
   */
  public Mono<Payout> request(Caller caller, UUID id, Money amount, BankAccount creditor) {
    if (!amount.isPositive()) {
      throw Refusal.invalid("amount", "must be more than nothing");
    }
    return payouts.request(id, caller.organizationId(), amount, creditor);
  }
}
