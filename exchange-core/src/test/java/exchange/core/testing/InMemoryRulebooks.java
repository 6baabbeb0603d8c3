package exchange.core.testing;

import exchange.core.lease.BillingRules;
import exchange.core.lease.CancellationSchedule;
import exchange.core.lease.CancellationSchedule.Step;
import exchange.core.lease.Rulebook;
import exchange.core.lease.Rulebooks;
import exchange.core.member.CreditTier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** The one that the first migration puts into the books, too. */
final class InMemoryRulebooks implements Rulebooks {
  static final Rulebook FIRST =
      new Rulebook(
          Instant.parse("2026-01-01T00:00:00Z"),
          Map.of(CreditTier.NEWCOMER, 1),
          new CancellationSchedule(
              List.of(
                  new Step(12, BigDecimal.ZERO, Money.parse("USD 0.00")),
                  new Step(0, BigDecimal.valueOf(50), Money.parse("USD 50.00")))),
          new BillingRules(14, 7, 3, 7));

  @Override
  public Mono<Rulebook> inForce(Instant at) {
    return at.isBefore(FIRST.from()) ? Mono.empty() : Mono.just(FIRST);
  }
}
