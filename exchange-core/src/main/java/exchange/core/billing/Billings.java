package exchange.core.billing;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Instant;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The money of all leases. Each step is taken once: whoever comes second with the same {@link
 * Billing} changes nothing. All give the billing as it is afterwards.
 */
public interface Billings {

  /** Those that have to be looked at, whoever has waited longest first. */
  Flux<Billing> due(Instant now, int most);

  /** Looks at it again only from {@code at} on. */
  Mono<Billing> await(Billing billing, Instant at);

  /** Asks the exporter to have the money of the next period ready. */
  Mono<Billing> request(Billing billing);

  /**
   * Moves the next period from the exporter's wallet into escrow, if it is there.
   *
   * @param now when it was tried, if it is not
   */
  Mono<Billing> collect(Billing billing, Instant now);

  /**
   * The same; but if the money is not there, the lease ends: the deposit makes good the owner's
   * share of the period as far as it goes, the rest goes back, and the space is free again.
   *
   * @param freeDays the last days of the stay, which are free again
   */
  Mono<Billing> collectOrEnd(Billing billing, Instant now, int freeDays);

  /**
   * Pays the owner and the exchange for the period that is over, with an invoice and a statement.
   */
  Mono<Billing> close(Billing billing, Instant now);

  /** The lease is over. */
  Mono<Billing> returnDeposit(Billing billing, Instant now);

  /**
   * Ends a lease of the caller's before its first day: the fee goes to the owner, the rest back,
   * and the space is free again.
   *
   * @return as an error: {@code NOT_FOUND}, {@code CONTRACT_ENDED}
   */
  Mono<Billing> cancel(UUID contractId, Caller caller, Money fee, Instant now);

  /** Those of the contracts that the caller is a party to, newest first; an operator sees all. */
  Mono<Page<Billing>> page(Caller caller, Page.Query query);

  /** Empty unless the caller is a party or an operator. */
  Mono<Billing> find(UUID contractId, Caller caller);

  /**
   * What the owner is still owed of a lease: of the period that it defaulted on what neither
   * deposit nor guarantee has paid, and of awards against the exporter what was not there. For
   * that, and for nothing that the exporter owes to the exchange, it may keep the goods.
   *
   * @return empty unless the caller is a party or an operator
   */
  Mono<Money> owedToOwner(UUID contractId, Caller caller);
}
