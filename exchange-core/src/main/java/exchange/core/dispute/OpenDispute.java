package exchange.core.dispute;

import exchange.core.dispute.Disputes.Opening;
import exchange.core.member.Caller;
import exchange.core.values.Refusal;
import java.time.Clock;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** A party of a lease wants money of the other, by the rules in force. */
public final class OpenDispute {
  private final Disputes disputes;
  private final DisputeRules rules;
  private final Clock clock;

  public OpenDispute(Disputes disputes, DisputeRules rules, Clock clock) {
    this.disputes = disputes;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * @return as an error: what {@link Disputes#open} refuses
   */
  public Mono<Dispute> open(
      Caller caller, UUID id, UUID contractId, Subject subject, Money amount, String statement) {
    if (amount.isNegativeOrZero()) {
      throw Refusal.invalid("amount.amount", "must be above 0");
    }
    Opening opening = new Opening(id, contractId, subject, amount, statement, rules);
    return disputes.open(opening, caller, clock.instant());
  }
}
