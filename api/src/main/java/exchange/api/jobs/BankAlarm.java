package exchange.api.jobs;

import exchange.core.bank.BankMirror;
import exchange.core.bank.BankStatements;
import exchange.core.reconciliation.Overdue;
import exchange.core.reconciliation.Reconciliation;
import exchange.core.reconciliation.Reconciliations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Compares the bank with the ledger, and is loud about each currency in which they differ, and
 * about what the bank should have told of.
 */
public final class BankAlarm {
  private static final Logger LOG = LoggerFactory.getLogger(BankAlarm.class);

  private final BankStatements statements;
  private final Reconciliations reconciliations;
  private final Duration bankPatience;
  private final Clock clock;
  private volatile List<BankMirror> last = List.of();
  private volatile Overdue overdue = new Overdue(0, 0);

  /**
   * @param bankPatience how long the bank may take to tell of something
   */
  public BankAlarm(
      BankStatements statements,
      Reconciliations reconciliations,
      Duration bankPatience,
      Clock clock,
      MeterRegistry meters) {
    this.statements = statements;
    this.reconciliations = reconciliations;
    this.bankPatience = bankPatience;
    this.clock = clock;
    Gauge.builder("exchange.bank.breaks", this, BankAlarm::breaks)
        .description("Currencies in which bank and ledger differed when this node last looked")
        .register(meters);
    Gauge.builder("exchange.bank.overdue", this, alarm -> alarm.overdue.payouts())
        .description("Payouts that the bank was told of long ago and has not paid")
        .register(meters);
    Gauge.builder("exchange.bank.unconfirmed", this, alarm -> alarm.overdue.bookings())
        .description("Bookings by hand that the bank has not confirmed for long")
        .register(meters);
  }

  private double breaks() {
    return last.stream().filter(BankMirror::isBroken).count();
  }

  public Mono<Overdue> compare() {
    return statements
        .mirror()
        .doOnNext(this::tell)
        .then(Mono.defer(() -> reconciliations.overdue(clock.instant().minus(bankPatience))))
        .doOnNext(this::tell);
  }

  private void tell(List<BankMirror> all) {
    last = all;
    all.stream()
        .filter(BankMirror::isBroken)
        .forEach(
            each ->
                LOG.error(
                    "Nothing is paid out: by its statements the bank holds {}, by the ledger {}",
                    each.bank(),
                    each.ledger()));
  }

  /** Says it again only when it is something else. */
  private void tell(Overdue now) {
    if (!now.equals(overdue) && !now.isNothing()) {
      LOG.error(
          "For more than {} the bank has not told of {} payouts and {} bookings by hand",
          bankPatience,
          now.payouts(),
          now.bookings());
    }
    overdue = now;
  }

  /** For a day that was just reconciled. */
  public static void tell(Reconciliation day) {
    if (day.isBroken()) {
      LOG.error(
          "At the end of {} there was {} more than there should be: {}",
          day.day(),
          day.difference(),
          day);
    }
  }
}
