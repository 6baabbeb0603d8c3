package exchange.core.bank;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** Money on its way out; members see theirs, an operator all. */
public interface Payouts {

  /**
   * Takes the money out of the wallet at once, and lets nobody have it yet.
   *
   * @return as an error: {@code INSUFFICIENT_FUNDS}
   */
  Mono<Payout> request(UUID id, UUID memberId, Money amount, BankAccount creditor);

  /**
   * The first operator approves, the second releases.
   *
   * @return as an error: {@code NOT_FOUND}, {@code PAYOUT_NOT_OPEN}, {@code SECOND_PERSON_NEEDED},
   *     {@code BANK_BREAK}
   */
  Mono<Payout> approve(UUID id, UUID operatorId);

  /**
   * Gives the money back to the wallet, unless the bank was told to pay.
   *
   * @return as an error: {@code NOT_FOUND}, {@code PAYOUT_NOT_OPEN}
   */
  Mono<Payout> cancel(UUID id, Caller caller);

  /** Empty when it does not exist or is somebody else's. */
  Mono<Payout> find(UUID id, Caller caller);

  Mono<Page<Payout>> page(Caller caller, Page.Query query);

  /**
   * Puts all payouts that are released into one file; each is in one file only.
   *
   * @return as an error: {@code NOTHING_TO_PAY}, {@code BANK_BREAK}
   */
  Mono<PaymentFile> write(UUID id, CurrencyUnit currency, BankAccount debtor);

  Mono<PaymentFile> file(UUID id);

  /** Every payment file, newest first. */
  Mono<Page<PaymentFile>> files(Page.Query query);
}
