package exchange.core.billing;

import exchange.core.billing.Billing.Due;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import reactor.core.publisher.Mono;

/**
 * Takes every step that is due of every lease's money, in order, however long nobody did. It may be
 * cut off anywhere and run on several nodes at once.
 */
public final class BillContracts {
  private static final int AT_ONCE = 4;

  private final Billings billings;
  private final Clock clock;
  private final int most;

  /**
   * @param most leases at a time
   */
  public BillContracts(Billings billings, Clock clock, int most) {
    this.billings = billings;
    this.clock = clock;
    this.most = most;
  }

  /**
   * @return how many leases were looked at
   */
  public Mono<Long> bill() {
    return Mono.defer(() -> billDue(clock.instant()));
  }

  private Mono<Long> billDue(Instant now) {
    Mono<Long> some =
        billings
            .due(now, most)
            // One that cannot go on must not keep the others waiting.
            .flatMapDelayError(billing -> bringUpTo(now, billing), AT_ONCE, AT_ONCE)
            .count();
    return some.expand(count -> count < most ? Mono.empty() : some).reduce(0L, Long::sum);
  }

  private Mono<Billing> bringUpTo(Instant now, Billing billing) {
    Due due = billing.next().orElse(null);
    if (due == null) {
      return Mono.just(billing);
    }
    return due.at().isAfter(now)
        ? billings.await(billing, due.at())
        : take(due, now, billing).flatMap(after -> bringUpTo(now, after));
  }

  private Mono<Billing> take(Due due, Instant now, Billing billing) {
    return switch (due.action()) {
      case REQUEST -> billings.request(billing);
      case COLLECT -> billings.collect(billing, now);
      case COLLECT_OR_END -> billings.collectOrEnd(billing, now, daysAfter(now, billing));
      case CLOSE -> billings.close(billing, now);
      case RETURN_DEPOSIT -> billings.returnDeposit(billing, now);
    };
  }

  /** The goods have today to leave. */
  private static int daysAfter(Instant now, Billing billing) {
    ZoneId zone = billing.terms().site().zone();
    LocalDate tomorrow = LocalDate.ofInstant(now, zone).plusDays(1);
    long left = ChronoUnit.DAYS.between(tomorrow, billing.terms().stay().to());
    return Math.toIntExact(Math.max(0, left));
  }
}
