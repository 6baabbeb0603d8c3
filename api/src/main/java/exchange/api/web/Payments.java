package exchange.api.web;

import exchange.core.billing.Billing;
import exchange.core.lease.BillingRules;
import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.joda.money.Money;

/** The periods of a lease as payments, with their days in the site's own calendar. */
final class Payments {
  private Payments() {}

  /** How far a payment has come. */
  public enum Stage {
    PLANNED,
    ASKED,
    OVERDUE,
    IN_ESCROW,
    RELEASED,
    /** The lease ended before. */
    DROPPED
  }

  /**
   * One period.
   *
   * @param asked when the exporter is told to have the money ready
   * @param taken when it goes from the wallet into escrow
   * @param released when it goes to the owner
   */
  public record Payment(
      DateRange dates,
      Money total,
      LocalDate asked,
      LocalDate taken,
      LocalDate released,
      Stage stage) {}

  /**
   * @param settled the day of the contract, when the first period was paid
   */
  static List<Payment> of(Billing billing, LocalDate settled) {
    return IntStream.range(0, billing.extent().bill().periods().size())
        .mapToObj(period -> payment(billing, period, settled))
        .toList();
  }

  private static Payment payment(Billing billing, int period, LocalDate settled) {
    BillingRules rules = billing.terms().conditions().billing();
    DateRange dates = billing.dates(period);
    return new Payment(
        dates,
        billing.total(period),
        period == 0 ? settled : later(settled, dates.from().minusDays(rules.requestDays())),
        period == 0 ? settled : later(settled, dates.from().minusDays(rules.collectDays())),
        dates.to(),
        stage(billing, period));
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private static Stage stage(Billing billing, int period) {
    if (period < billing.closed()) {
      return Stage.RELEASED;
    }
    if (billing.state() != Billing.State.RUNNING
        && billing.state() != Billing.State.AWAITING_ACCEPTANCE) {
      return Stage.DROPPED;
    }
    if (period < billing.funded()) {
      return Stage.IN_ESCROW;
    }
    if (period == billing.funded() && billing.unpaidSince().isPresent()) {
      return Stage.OVERDUE;
    }
    return period < billing.requested() ? Stage.ASKED : Stage.PLANNED;
  }

  /**
   * What happens next.
   *
   * @param dates of the period that it is about
   */
  public record Step(Billing.Action action, LocalDate day, Money amount, DateRange dates) {}

  /** The next step of a lease whose money still moves. */
  static Step next(Billing billing, Billing.Due due) {
    int period =
        switch (due.action()) {
          case REQUEST -> billing.requested();
          case COLLECT, COLLECT_OR_END -> billing.funded();
          case CLOSE -> billing.closed();
          case RETURN_DEPOSIT -> billing.closed() - 1;
        };
    Money amount =
        due.action() == Billing.Action.RETURN_DEPOSIT
            ? billing.terms().conditions().deposit()
            : billing.total(period);
    LocalDate day = LocalDate.ofInstant(due.at(), billing.terms().site().zone());
    return new Step(due.action(), day, amount, billing.dates(period));
  }
}
