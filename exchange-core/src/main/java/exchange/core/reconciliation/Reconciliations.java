package exchange.core.reconciliation;

import exchange.core.values.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** The reconciliations of all days, one for each currency. */
public interface Reconciliations {

  /** Empty before the first. */
  Mono<LocalDate> lastDay();

  /**
   * Works a day out, unless that was done.
   *
   * @param end of the day
   * @param captured by the card provider before that
   * @return those that were made now
   */
  Mono<List<Reconciliation>> reconcile(LocalDate day, Instant end, List<Money> captured);

  /** What has waited for the bank since before an instant. */
  Mono<Overdue> overdue(Instant since);

  /** Newest first. */
  Mono<Page<Reconciliation>> page(Page.Query query);
}
