package exchange.api.jobs;

import exchange.core.bank.BankMirror;
import exchange.core.bank.BankStatements;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Compares the bank with the ledger, and is loud about each currency in which they differ. */
public final class BankAlarm {
  private static final Logger LOG = LoggerFactory.getLogger(BankAlarm.class);

  private final BankStatements statements;
  private volatile List<BankMirror> last = List.of();

  public BankAlarm(BankStatements statements, MeterRegistry meters) {
    this.statements = statements;
    Gauge.builder("exchange.bank.breaks", this, BankAlarm::breaks)
        .description("Currencies in which bank and ledger differed when this node last looked")
        .register(meters);
  }

  private double breaks() {
    return last.stream().filter(BankMirror::isBroken).count();
  }

  public Mono<List<BankMirror>> compare() {
    return statements.mirror().doOnNext(this::tell);
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
}
