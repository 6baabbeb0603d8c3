package exchange.core.ledger;

import exchange.core.member.Caller;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/**
 * Double entry: every transfer sums to zero per currency, goes only between the accounts that its
 * {@link TransferKind} names, and is final; no client account goes below zero.
 */
public interface Ledger {

  /**
   * Books money for a member by hand, until a bank entry of the same amount confirms it.
   *
   * @param id of the transfer
   * @param reference what the bank statement says
   * @return the wallet's balance afterwards; {@code NOT_FOUND} as an error for an unknown member
   */
  Mono<Money> deposit(UUID id, UUID organizationId, Money amount, String reference);

  /**
   * Books money of the exchange's own by hand, as {@link #deposit}.
   *
   * @param id of the transfer
   * @param purpose where it goes
   * @return what the purpose has afterwards
   */
  Mono<Money> addOwnFunds(UUID id, Purpose purpose, Money amount, String reference);

  /** The member's wallets by currency; {@code NOT_FOUND} unless the caller is it or an operator. */
  Mono<List<Money>> wallet(UUID organizationId, Caller caller);

  /** What is held for a contract; empty unless the caller is a party or an operator. */
  Mono<Escrow> escrow(UUID contractId, Caller caller);

  /** The trial balance: by currency and purpose; each currency adds up to nothing. */
  Mono<List<PurposeTotal>> totals();
}
