package exchange.core.billing;

import exchange.core.lease.Extent;
import exchange.core.lease.ReleaseSchedule;
import exchange.core.listing.Bill;
import exchange.core.listing.Pricing;
import exchange.core.values.DateRange;
import exchange.core.values.Quantities;
import exchange.core.values.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * Units of a lease are given back before its end, or all of them. Quoted first; once it is agreed,
 * the lease is as it says.
 *
 * @param steps of the billing that it was quoted on; it is agreed on no other
 * @param givenUp the days from the first on which units are fewer to the end of the lease before
 * @param units at most so many are left from then on; 0 for an early end
 * @param extent what the lease comes to then
 * @param cheaper what it costs less then, before the fee
 * @param fee at most that goes to the owner, when the days given up are over
 * @param back what comes back of what is paid ahead; below zero if units leave, and are handled
 *     out, in a period that is paid
 * @param feeDueAt when the days given up are over
 * @param version how many amendments the lease has had with this one, once it is agreed
 * @param feeKept what the owner got of the fee, once that is decided
 */
public record Amendment(
    UUID id,
    UUID contractId,
    int steps,
    DateRange givenUp,
    int units,
    Extent extent,
    Money cheaper,
    Money fee,
    Money back,
    Instant feeDueAt,
    Instant validUntil,
    Optional<Integer> version,
    Optional<Instant> agreedAt,
    Optional<Money> feeKept) {

  /**
   * What it takes to have at most so many units from a day on.
   *
   * @param validUntil at the latest; once that day has begun, it is not given back any more
   * @throws exchange.core.values.RefusedException {@code VALIDATION_FAILED}, {@code
   *     NOTICE_TOO_SHORT}
   */
  static Amendment quote(
      UUID id, Billing lease, LocalDate from, int units, Instant now, Instant validUntil) {
    Quantities before = lease.extent().quantities();
    DateRange stay = before.stay();
    int least = from.equals(stay.from()) ? 1 : 0;
    if (before.on(from) == 0) {
      throw Refusal.invalid("from", "must lie between " + stay.from() + " and " + stay.to());
    } else if (units < least || units >= before.on(from)) {
      throw Refusal.invalid(
          "quantity", "must lie between " + least + " and " + (before.on(from) - 1));
    }
    BigDecimal percent = feePercent(lease, from, now);
    Instant begin = lease.instant(from);
    Extent after = extent(lease, before.atMost(units, from));
    Money cheaper = cheaper(lease, after);
    return new Amendment(
        id,
        lease.contractId(),
        lease.steps(),
        new DateRange(from, stay.to()),
        units,
        after,
        cheaper,
        cheaper.multipliedBy(percent.movePointLeft(2), RoundingMode.HALF_UP),
        lease.paidAhead().minus(lease.amended(after).paidAhead()),
        lease.instant(stay.to()),
        validUntil.isBefore(begin) ? validUntil : begin,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * So many units go to somebody else, from a day on to the end, free of charge.
   *
   * @param units at most as many as there are on the last day
   * @param from after the first day
   */
  public static Amendment handOver(
      UUID id, Billing lease, LocalDate from, int units, Instant validUntil) {
    Quantities before = lease.extent().quantities();
    Extent after = extent(lease, before.less(units, from));
    Money cheaper = cheaper(lease, after);
    return new Amendment(
        id,
        lease.contractId(),
        lease.steps(),
        new DateRange(from, before.stay().to()),
        after.quantities().on(from),
        after,
        cheaper,
        Money.zero(cheaper.getCurrencyUnit()),
        lease.paidAhead().minus(lease.amended(after).paidAhead()),
        lease.instant(before.stay().to()),
        validUntil,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same once the lease's money has moved on. */
  public Amendment at(Billing lease, Money nowBack) {
    return new Amendment(
        id,
        contractId,
        lease.steps(),
        givenUp,
        units,
        extent,
        cheaper,
        fee,
        nowBack,
        feeDueAt,
        validUntil,
        version,
        agreedAt,
        feeKept);
  }

  private static Money cheaper(Billing lease, Extent after) {
    Money less = lease.extent().bill().total().minus(after.bill().total());
    return less.isNegative() ? Money.zero(less.getCurrencyUnit()) : less;
  }

  private static BigDecimal feePercent(Billing lease, LocalDate from, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, lease.terms().site().zone());
    ReleaseSchedule release = lease.terms().conditions().release();
    return release.feePercent(ChronoUnit.DAYS.between(today, from));
  }

  private static Extent extent(Billing lease, Quantities quantities) {
    Bill bill =
        Pricing.reprice(
            lease.terms().bill(),
            lease.terms().rateCard(),
            lease.terms().stay().days(),
            quantities);
    return new Extent(quantities, bill);
  }

  /** From the wallet when it is agreed; below zero if more comes back than the fee. */
  public Money dueNow() {
    return fee.minus(back);
  }

  /** What the owner keeps of the fee when so many of the units and days given up were let again. */
  public Money feeAfter(long letAgain, long given) {
    BigDecimal off =
        fee.getAmount()
            .multiply(BigDecimal.valueOf(letAgain))
            .divide(BigDecimal.valueOf(given), fee.getScale(), RoundingMode.HALF_UP);
    return fee.minus(off);
  }
}
