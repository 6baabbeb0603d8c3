package exchange.core.lease;

import exchange.core.lease.CancellationSchedule.Step;
import exchange.core.listing.Bill;
import exchange.core.member.CreditTier;
import exchange.core.values.ExchangeRates;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The exchange's own rules for new leases; each lease keeps those under which it was quoted.
 *
 * @param from in force from then on, until the next one is
 * @param depositPeriods the deposit is what so many first billing periods cost
 * @param cancellation its minimums are in the market currency
 * @param release what it costs to give units back before the end
 * @param cover what the guarantee stands for
 * @param answering how long owners have who decide on a lease
 */
public record Rulebook(
    Instant from,
    Map<CreditTier, Integer> depositPeriods,
    CancellationSchedule cancellation,
    ReleaseSchedule release,
    BillingRules billing,
    CoverRules cover,
    AnswerTimes answering) {

  public Rulebook {
    depositPeriods = Map.copyOf(depositPeriods);
  }

  /** What they come to for a lease of that bill. */
  public Conditions conditions(CreditTier tier, Bill bill, ExchangeRates rates) {
    int periods = depositPeriods.getOrDefault(tier, 0);
    Money deposit =
        bill.periods().stream()
            .limit(periods)
            .map(bill::total)
            .reduce(Money.zero(bill.currency()), Money::plus);
    return new Conditions(deposit, in(bill.currency(), rates), release, billing, cover.of(bill));
  }

  private CancellationSchedule in(CurrencyUnit currency, ExchangeRates rates) {
    return new CancellationSchedule(
        cancellation.steps().stream()
            .map(
                step ->
                    new Step(
                        step.hoursBefore(),
                        step.feePercent(),
                        Money.of(
                            currency,
                            step.minimum().getAmount().multiply(rates.rate(currency)),
                            RoundingMode.HALF_UP)))
            .toList());
  }
}
