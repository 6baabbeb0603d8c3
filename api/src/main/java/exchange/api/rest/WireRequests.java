package exchange.api.rest;

import exchange.api.wire.LeaseRequest;
import exchange.api.wire.LeaseRequestState;
import exchange.api.wire.LocationEstimate;
import exchange.api.wire.LocationLeg;
import exchange.api.wire.Market;
import exchange.api.wire.NewLeaseRequest;
import exchange.api.wire.Quote;
import exchange.api.wire.QuoteSet;
import exchange.api.wire.Rule;
import exchange.api.wire.Splitting;
import exchange.api.wire.Stopped;
import exchange.api.wire.StorageClass;
import exchange.api.wire.Unit;
import exchange.core.quote.Quotes;
import exchange.core.request.LeaseRequests.Filed;
import exchange.core.values.Places;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lease requests and the quotes they get. */
final class WireRequests {
  private WireRequests() {}

  static exchange.core.request.LeaseRequest request(
      UUID id, UUID exporterId, NewLeaseRequest wire, Places places) {
    return new exchange.core.request.LeaseRequest(
        id,
        exporterId,
        wire.getGoods(),
        exchange.core.values.StorageClass.valueOf(wire.getStorageClass().name()),
        exchange.core.values.Unit.valueOf(wire.getUnit().name()),
        wire.getQuantity(),
        wire.getEarliestStart(),
        wire.getLatestStart(),
        wire.getDays(),
        wire.getMarkets().stream()
            .map(
                market ->
                    new exchange.core.request.LeaseRequest.Market(
                        places.require(market.getUnlocode()), new BigDecimal(market.getWeight())))
            .toList(),
        WireValues.money("budget", wire.getBudget()),
        Optional.ofNullable(wire.getSplitting())
            .map(
                how ->
                    new exchange.core.request.Splitting(
                        how.getSmallestPart(), how.getMostSites())));
  }

  static @Nullable Splitting splitting(exchange.core.request.LeaseRequest request) {
    return request
        .splitting()
        .map(how -> new Splitting(how.smallestPart(), how.mostSites()))
        .orElse(null);
  }

  static LeaseRequest request(Filed filed) {
    exchange.core.request.LeaseRequest request = filed.request();
    return new LeaseRequest(
            request.id(),
            request.exporterId(),
            LeaseRequestState.fromValue(filed.state().name()),
            request.goods(),
            StorageClass.fromValue(request.storageClass().name()),
            Unit.fromValue(request.unit().name()),
            request.quantity(),
            request.earliestStart(),
            request.latestStart(),
            request.days(),
            request.markets().stream()
                .map(each -> new Market(each.place().unlocode(), WireValues.plain(each.weight())))
                .toList(),
            WireValues.money(request.budget()))
        .splitting(splitting(request));
  }

  static QuoteSet quotes(Quotes.QuoteSet set) {
    return new QuoteSet(
        set.id(),
        set.requestId(),
        set.quotes().stream().map(WireRequests::quote).toList(),
        set.objections().stream()
            .map(
                stopped ->
                    new Stopped(
                        Rule.fromValue(stopped.example().rule().name()),
                        stopped.example().reason(),
                        stopped.listings()))
            .toList());
  }

  static Quote quote(exchange.core.quote.Quote quote) {
    return new Quote(
        quote.id(),
        WireTerms.terms(quote.terms()),
        estimate(quote.location()),
        WireValues.money(quote.landed()),
        WireValues.time(quote.validUntil()));
  }

  static LocationEstimate estimate(exchange.core.quote.LocationEstimate estimate) {
    return new LocationEstimate(
        estimate.legs().stream()
            .map(
                leg ->
                    new LocationLeg(
                        leg.from(),
                        leg.to(),
                        leg.kilometres().setScale(1, RoundingMode.HALF_UP).toPlainString(),
                        leg.share().setScale(4, RoundingMode.HALF_UP).toPlainString(),
                        WireValues.money(leg.amount())))
            .toList(),
        WireValues.money(estimate.total()));
  }
}
