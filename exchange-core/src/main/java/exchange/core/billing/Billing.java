package exchange.core.billing;

import exchange.core.lease.BillingRules;
import exchange.core.lease.Extent;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.Bill;
import exchange.core.values.DateRange;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * How far the money of a lease has come. Periods are counted from 0 and go through everything in
 * order, so a number says it all.
 *
 * @param extent what the lease comes to after its amendments
 * @param steps taken so far; whoever takes the next names it, so that nobody takes it twice
 * @param requested periods whose exporter was asked to have the money ready
 * @param funded periods whose money came into escrow
 * @param closed periods that are over, their money paid out
 * @param unpaidSince when the money of the period that is funded next was not there at first
 * @param triedAt when it was last not there
 */
public record Billing(
    UUID contractId,
    LeaseTerms terms,
    Extent extent,
    State state,
    int steps,
    int requested,
    int funded,
    int closed,
    Optional<Instant> unpaidSince,
    Optional<Instant> triedAt) {

  /** Of the contract. All but the first two are ends. */
  public enum State {
    /** Paid for, but its owner has not accepted it yet. */
    AWAITING_ACCEPTANCE,
    RUNNING,
    /** Its owner did not accept it, or that of another part of its request. */
    DECLINED,
    /** Nobody accepted it in time. */
    LAPSED,
    /** Its exporter did not wait any longer. */
    WITHDRAWN,
    /** Before its first day. */
    CANCELLED,
    /** A period was not paid. */
    DEFAULTED,
    /** A sublet whose lease above was not paid. */
    TERMINATED,
    /** It ran its time. */
    ENDED
  }

  /** What can be next. */
  public enum Action {
    /** Ask the exporter to have the next period's money ready. */
    REQUEST,
    /** Take it from the wallet, or remind the exporter. */
    COLLECT,
    /** The same for the last time: if it is not there, the lease ends. */
    COLLECT_OR_END,
    /** Pay a period out. */
    CLOSE,
    /** Give the deposit back; the lease is over. */
    RETURN_DEPOSIT
  }

  /**
   * One step.
   *
   * @param at from then on
   */
  public record Due(Action action, Instant at) {}

  /** Of a lease whose first period has just been paid. */
  public static Billing settled(UUID contractId, LeaseTerms terms) {
    return new Billing(
        contractId,
        terms,
        Extent.of(terms),
        State.RUNNING,
        0,
        1,
        1,
        0,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * What waits for its owner is refused by the store, which knows until when.
   *
   * @throws exchange.core.values.RefusedException {@code CONTRACT_ENDED}
   */
  public void refuseEnded() {
    if (state != State.RUNNING && state != State.AWAITING_ACCEPTANCE) {
      throw Refusal.of(RefusalCode.CONTRACT_ENDED, "state", state);
    }
  }

  /** The next step; none unless the lease runs. */
  public Optional<Due> next() {
    if (state != State.RUNNING) {
      return Optional.empty();
    }
    if (closed == periods().size()) {
      LocalDate day = extent.quantities().stay().to().plusDays(rules().depositDays());
      return Optional.of(new Due(Action.RETURN_DEPOSIT, instant(day)));
    }
    return Stream.of(close(), request(), collect())
        .flatMap(Optional::stream)
        .min(Comparator.comparing(Due::at));
  }

  private Optional<Due> close() {
    return closed < funded
        ? Optional.of(new Due(Action.CLOSE, instant(dates(closed).to())))
        : Optional.empty();
  }

  private Optional<Due> request() {
    return requested < periods().size()
        ? Optional.of(new Due(Action.REQUEST, daysBefore(requested, rules().requestDays())))
        : Optional.empty();
  }

  private Optional<Due> collect() {
    if (funded == requested) {
      return Optional.empty();
    }
    if (unpaidSince.isEmpty()) {
      return Optional.of(new Due(Action.COLLECT, daysBefore(funded, rules().collectDays())));
    }
    Instant begun = instant(dates(funded).from());
    Instant reminded = unpaidSince.get();
    Instant last =
        (begun.isAfter(reminded) ? begun : reminded).plus(Duration.ofDays(rules().graceDays()));
    Instant again = triedAt.orElse(reminded).plus(Duration.ofDays(1));
    return Optional.of(
        again.isBefore(last)
            ? new Due(Action.COLLECT, again)
            : new Due(Action.COLLECT_OR_END, last));
  }

  /**
   * What cancelling costs the exporter at {@code now}.
   *
   * @throws exchange.core.values.RefusedException {@code CANCELLATION_TOO_LATE}
   */
  public Money cancellationFee(Instant now) {
    Duration before = Duration.between(now, instant(terms.stay().from()));
    return terms.conditions().cancellation().fee(before, extent.bill().firstPeriodTotal());
  }

  /** The same lease with fewer units, and so perhaps fewer periods. */
  public Billing amended(Extent after) {
    int periods = after.bill().periods().size();
    int stillFunded = Math.min(funded, periods);
    int stillRequested = Math.min(requested, periods);
    boolean owes = stillFunded < stillRequested;
    return new Billing(
        contractId,
        terms,
        after,
        state,
        steps + 1,
        stillRequested,
        stillFunded,
        closed,
        owes ? unpaidSince : Optional.empty(),
        owes ? triedAt : Optional.empty());
  }

  /** What lies in escrow: the periods that are paid and not over. */
  public Money paidAhead() {
    return IntStream.range(closed, funded)
        .mapToObj(this::total)
        .reduce(Money.zero(extent.bill().currency()), Money::plus);
  }

  /** The period's total that is not the exchange's. */
  public Money ownersShare(int period) {
    return total(period).minus(commission(period));
  }

  public Money commission(int period) {
    return periods().get(period).commission(extent.bill().currency());
  }

  public Money total(int period) {
    return extent.bill().total(periods().get(period));
  }

  public DateRange dates(int period) {
    return periods().get(period).dates();
  }

  private List<Bill.Period> periods() {
    return extent.bill().periods();
  }

  private BillingRules rules() {
    return terms.conditions().billing();
  }

  private Instant daysBefore(int period, int days) {
    return instant(dates(period).from().minusDays(days));
  }

  /** When a day of the site begins. */
  Instant instant(LocalDate day) {
    return day.atStartOfDay(terms.site().zone()).toInstant();
  }
}
