package exchange.api.rest;

import exchange.api.wire.Alternative;
import exchange.api.wire.NearListing;
import exchange.api.wire.Reasons;
import exchange.api.wire.RequestChange;
import exchange.api.wire.Rule;
import exchange.api.wire.StorageClass;
import exchange.api.wire.Unit;
import exchange.api.wire.Win;
import exchange.core.request.LeaseRequest;

/** Why a request got what it got. */
final class WireReasons {
  private WireReasons() {}

  static Reasons reasons(exchange.core.matching.Reasons reasons) {
    Reasons wire =
        new Reasons(
            reasons.near().stream().map(WireReasons::near).toList(),
            reasons.wins().stream().map(WireReasons::win).toList());
    reasons.bill().map(WireTerms::bill).ifPresent(wire::setBill);
    reasons.nextBest().map(WireReasons::alternative).ifPresent(wire::setNextBest);
    return wire;
  }

  private static Alternative alternative(exchange.core.matching.Reasons.Alternative next) {
    return new Alternative(
        next.listingId(),
        WireValues.dates(next.stay()),
        WireValues.money(next.landed()),
        WireValues.money(next.regret()));
  }

  private static NearListing near(exchange.core.matching.Reasons.Near near) {
    return new NearListing(
        near.listingId(),
        Rule.fromValue(near.objection().rule().name()),
        near.objection().reason());
  }

  private static Win win(exchange.core.matching.Reasons.Win win) {
    LeaseRequest request = win.request();
    return new Win(
            win.changes().stream()
                .sorted()
                .map(change -> RequestChange.fromValue(change.name()))
                .toList(),
            StorageClass.fromValue(request.storageClass().name()),
            Unit.fromValue(request.unit().name()),
            request.quantity(),
            request.earliestStart(),
            request.latestStart(),
            request.days(),
            WireValues.money(request.budget()),
            win.listingIds(),
            WireValues.dates(win.stay()),
            WireValues.money(win.landed()))
        .splitting(WireRequests.splitting(request));
  }
}
