package exchange.api.rest;

import exchange.api.wire.Asking;
import exchange.api.wire.AskingGround;
import exchange.api.wire.Bill;
import exchange.api.wire.BillLine;
import exchange.api.wire.BillPeriod;
import exchange.api.wire.BillingRules;
import exchange.api.wire.CancellationStep;
import exchange.api.wire.ChargeCode;
import exchange.api.wire.Conditions;
import exchange.api.wire.Contract;
import exchange.api.wire.Cover;
import exchange.api.wire.LeaseAbove;
import exchange.api.wire.LeaseTerms;
import exchange.api.wire.ReleaseStep;
import exchange.api.wire.Reservation;
import exchange.api.wire.ReservationState;
import exchange.api.wire.StorageClass;
import exchange.api.wire.Unit;
import exchange.core.capacity.Reservation.Confirmed;
import exchange.core.capacity.Reservation.Expired;
import exchange.core.capacity.Reservation.Held;
import exchange.core.capacity.Reservation.Released;
import exchange.core.lease.CancellationSchedule;
import exchange.core.lease.ReleaseSchedule;
import java.util.List;

/** The terms of leases, with what pins them: reservations and contracts. */
final class WireTerms {
  private WireTerms() {}

  static LeaseTerms terms(exchange.core.lease.LeaseTerms terms) {
    return new LeaseTerms(
        terms.requestId(),
        terms.listingId(),
        terms.exporterId(),
        terms.ownerId(),
        WireValues.site(terms.site()),
        terms.goods(),
        StorageClass.fromValue(terms.storageClass().name()),
        Unit.fromValue(terms.unit().name()),
        terms.quantity(),
        WireValues.dates(terms.stay()),
        WireListings.rateCard(terms.rateCard()),
        bill(terms.bill()),
        conditions(terms.conditions()),
        WireListings.rule(terms.sublets()));
  }

  private static Conditions conditions(exchange.core.lease.Conditions conditions) {
    Conditions wire =
        new Conditions(
            WireValues.money(conditions.deposit()),
            cancellation(conditions.cancellation()),
            release(conditions.release()),
            billing(conditions.billing()),
            new Cover(
                WireValues.money(conditions.cover().limit()),
                WireValues.money(conditions.cover().deductible())));
    conditions.asking().map(WireTerms::asking).ifPresent(wire::asking);
    return wire;
  }

  private static Asking asking(exchange.core.lease.Asking asking) {
    return new Asking(
        asking.grounds().stream().map(each -> AskingGround.fromValue(each.name())).toList(),
        asking.hours(),
        asking.leadHours());
  }

  static List<CancellationStep> cancellation(CancellationSchedule schedule) {
    return schedule.steps().stream()
        .map(
            step ->
                new CancellationStep(
                    step.hoursBefore(),
                    WireValues.plain(step.feePercent()),
                    WireValues.money(step.minimum())))
        .toList();
  }

  static List<ReleaseStep> release(ReleaseSchedule schedule) {
    return schedule.steps().stream()
        .map(step -> new ReleaseStep(step.daysBefore(), WireValues.plain(step.feePercent())))
        .toList();
  }

  static BillingRules billing(exchange.core.lease.BillingRules rules) {
    return new BillingRules(
        rules.requestDays(), rules.collectDays(), rules.graceDays(), rules.depositDays());
  }

  static Bill bill(exchange.core.listing.Bill bill) {
    return new Bill(
        bill.periods().stream()
            .map(
                period ->
                    new BillPeriod(
                        period.dates().from(),
                        period.dates().to(),
                        period.lines().stream().map(WireTerms::line).toList(),
                        WireValues.money(bill.total(period))))
            .toList(),
        WireValues.money(bill.total()));
  }

  static BillLine line(exchange.core.listing.Bill.Line line) {
    return new BillLine(
        ChargeCode.fromValue(line.code().name()),
        WireValues.plain(line.quantity()),
        WireValues.plain(line.rate()),
        WireValues.money(line.amount()));
  }

  static Contract contract(exchange.core.lease.Contract contract) {
    Contract wire =
        new Contract(
            contract.id(),
            contract.reservationId(),
            WireValues.time(contract.settledAt()),
            terms(contract.terms()),
            contract.siblings(),
            contract.chain().stream().map(WireTerms::above).toList(),
            contract.annexes());
    contract.annexOf().ifPresent(wire::annexOf);
    contract.answerBy().map(WireValues::time).ifPresent(wire::answerBy);
    return wire;
  }

  private static LeaseAbove above(exchange.core.lease.Contract.Link link) {
    return new LeaseAbove(
        link.contractId(),
        link.listingId(),
        link.ownerId(),
        link.tenantId(),
        WireValues.dates(link.stay()),
        link.quantity());
  }

  static Reservation reservation(exchange.core.capacity.Reservation reservation) {
    return reservation.fold(
        new exchange.core.capacity.Reservation.Cases<Reservation>() {
          @Override
          public Reservation held(Held held) {
            return in(ReservationState.HELD, held).extendable(!held.extended());
          }

          @Override
          public Reservation confirmed(Confirmed confirmed) {
            return in(ReservationState.CONFIRMED, confirmed).contractId(confirmed.contractId());
          }

          @Override
          public Reservation released(Released released) {
            return in(ReservationState.RELEASED, released);
          }

          @Override
          public Reservation expired(Expired expired) {
            return in(ReservationState.EXPIRED, expired);
          }
        });
  }

  private static Reservation in(
      ReservationState state, exchange.core.capacity.Reservation reservation) {
    return new Reservation(
        reservation.id(),
        state,
        WireValues.time(reservation.expiresAt()),
        terms(reservation.terms()),
        reservation.siblings());
  }
}
