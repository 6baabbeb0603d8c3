package exchange.core.reconciliation;

import exchange.core.card.CardProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import reactor.core.publisher.Flux;

/** Reconciles each day that is over, and those that nobody did when they were. */
public final class ReconcileDays {
  private final Reconciliations reconciliations;
  private final CardProvider provider;
  private final Clock clock;
  private final Duration wait;

  /**
   * @param wait after a day's end, so that what was in doubt is not any more
   */
  public ReconcileDays(
      Reconciliations reconciliations, CardProvider provider, Clock clock, Duration wait) {
    this.reconciliations = reconciliations;
    this.provider = provider;
    this.clock = clock;
    this.wait = wait;
  }

  /**
   * @return those that were made
   */
  public Flux<Reconciliation> reconcile() {
    return Flux.defer(
        () -> {
          LocalDate today = LocalDate.ofInstant(clock.instant().minus(wait), ZoneOffset.UTC);
          return reconciliations
              .lastDay()
              .defaultIfEmpty(today.minusDays(2))
              .flatMapIterable(last -> last.plusDays(1).datesUntil(later(last, today)).toList())
              .concatMap(this::reconcile);
        });
  }

  private static LocalDate later(LocalDate last, LocalDate today) {
    return today.isAfter(last) ? today : last.plusDays(1);
  }

  private Flux<Reconciliation> reconcile(LocalDate day) {
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return provider
        .captured(end)
        .flatMap(captured -> reconciliations.reconcile(day, end, captured))
        .flatMapIterable(made -> made);
  }
}
