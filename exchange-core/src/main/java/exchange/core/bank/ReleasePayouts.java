package exchange.core.bank;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import reactor.core.publisher.Mono;

/** Operators, of whom it takes two, let money leave. */
public final class ReleasePayouts {
  private final Payouts payouts;
  private final BankAccount own;

  /**
   * @param own the exchange's account
   */
  public ReleasePayouts(Payouts payouts, BankAccount own) {
    this.payouts = payouts;
    this.own = own;
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Payouts#approve} refuses
   */
  public Mono<Payout> approve(Caller caller, UUID id) {
    caller.require(Role.OPERATOR);
    return payouts.approve(id, caller.organizationId());
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link Payouts#write} refuses
   */
  public Mono<PaymentFile> write(Caller caller, UUID id, CurrencyUnit currency) {
    caller.require(Role.OPERATOR);
    return payouts.write(id, currency, own);
  }
}
