package exchange.core.novation;

import exchange.core.lease.Contract;
import exchange.core.member.Caller;
import exchange.core.novation.Novation.Reason;
import exchange.core.values.Page;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** What goes from one holder to another; holder, newcomer and owner see theirs, an operator all. */
public interface Novations {

  /**
   * Keeps an offer of the caller's, and tells the others of it.
   *
   * @return as an error: {@code NOT_FOUND} if there is no such newcomer, {@code CONTRACT_ENDED},
   *     {@code CONTRACT_AWAITS_ACCEPTANCE}, {@code AMENDMENT_OUTDATED} when the lease has been
   *     amended meanwhile
   */
  Mono<Novation> offer(Novation offer);

  /** Empty when it does not exist or the caller is no party to it. */
  Mono<Novation> find(UUID id, Caller caller);

  Mono<Page<Novation>> page(Caller caller, Page.Query query);

  /**
   * The owner agrees; the newcomer may take it until its first day begins.
   *
   * @return as an error: {@code NOT_FOUND} unless it is the caller's space, {@code
   *     NOVATION_NOT_OPEN} once it is answered or has lapsed
   */
  Mono<Novation> consent(UUID id, Caller caller, Instant until, Instant now);

  /**
   * The owner does not.
   *
   * @return as an error, as for {@link #consent}
   */
  Mono<Novation> refuse(UUID id, Caller caller, Reason reason, Instant now);

  /**
   * The holder keeps what it has.
   *
   * @return as an error: {@code NOT_FOUND} unless it is the caller's offer, {@code
   *     NOVATION_NOT_OPEN}
   */
  Mono<Novation> withdraw(UUID id, Caller caller, Instant now);

  /**
   * The newcomer takes it, once. In one step the holder's lease loses the units from the day on,
   * without a fee, and has back what is paid for them; the newcomer's begins with its first period
   * and deposit; then the holder has its share of its own deposit back, and the price goes over.
   *
   * @param contractId of the new contract
   * @param goods of the newcomer's
   * @return the new contract; as an error: {@code NOT_FOUND} unless it is offered to the caller,
   *     {@code NOVATION_NOT_OPEN} unless the owner has consented, {@code CONTRACT_ENDED}, {@code
   *     AMENDMENT_OUTDATED}, {@code INSUFFICIENT_FUNDS}, {@code GUARANTEE_EXHAUSTED}, {@code
   *     SUBLET_IN_THE_WAY}
   */
  Mono<Contract> take(UUID id, UUID contractId, Caller caller, String goods, Instant now);

  /**
   * Ends those that nobody answered in time.
   *
   * @return how many
   */
  Mono<Integer> lapseDue(Instant now);
}
