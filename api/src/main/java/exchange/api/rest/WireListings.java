package exchange.api.rest;

import exchange.api.wire.AcceptanceMode;
import exchange.api.wire.DaysRange;
import exchange.api.wire.LengthDiscount;
import exchange.api.wire.Listing;
import exchange.api.wire.ListingRevision;
import exchange.api.wire.NewListing;
import exchange.api.wire.PeakWindow;
import exchange.api.wire.QuantityRange;
import exchange.api.wire.RateCard;
import exchange.api.wire.StorageBasis;
import exchange.api.wire.StorageClass;
import exchange.api.wire.StorageRate;
import exchange.api.wire.SubletRule;
import exchange.api.wire.Unit;
import exchange.core.listing.AcceptanceRule;
import exchange.core.listing.Site;
import exchange.core.member.CreditTier;
import exchange.core.values.DateRange;
import exchange.core.values.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Listings and rate cards. */
final class WireListings {
  private WireListings() {}

  static exchange.core.listing.Listing listing(UUID id, UUID ownerId, Site site, NewListing wire) {
    return new exchange.core.listing.Listing(
        id,
        ownerId,
        site,
        exchange.core.values.StorageClass.valueOf(wire.getStorageClass().name()),
        exchange.core.values.Unit.valueOf(wire.getUnit().name()),
        wire.getQuantity(),
        WireValues.dates("window", wire.getWindow()),
        rateCard(wire.getRateCard()),
        wire.getMinimumQuantity(),
        wire.getMinimumDays(),
        true,
        rule(wire.getSublets(), exchange.core.listing.SubletRule.WITH_CONSENT),
        Optional.empty(),
        Optional.ofNullable(wire.getAcceptance())
            .map(WireListings::rule)
            .orElse(AcceptanceRule.AT_ONCE));
  }

  static exchange.core.listing.Listing revised(
      exchange.core.listing.Listing listing, ListingRevision wire) {
    return listing
        .revised(
            wire.getQuantity(),
            rateCard(wire.getRateCard()),
            wire.getMinimumQuantity(),
            wire.getMinimumDays(),
            wire.getOpen(),
            rule(wire.getSublets(), listing.sublets()))
        .accepting(
            Optional.ofNullable(wire.getAcceptance())
                .map(WireListings::rule)
                .orElse(listing.acceptance()));
  }

  private static exchange.core.listing.SubletRule rule(
      @Nullable SubletRule wire, exchange.core.listing.SubletRule otherwise) {
    return wire == null ? otherwise : exchange.core.listing.SubletRule.valueOf(wire.name());
  }

  static SubletRule rule(exchange.core.listing.SubletRule rule) {
    return SubletRule.fromValue(rule.name());
  }

  static Listing listing(exchange.core.listing.Listing listing) {
    return new Listing(
        listing.id(),
        listing.ownerId(),
        WireValues.site(listing.site()),
        StorageClass.fromValue(listing.storageClass().name()),
        Unit.fromValue(listing.unit().name()),
        listing.quantity(),
        WireValues.dates(listing.window()),
        listing.minimumQuantity(),
        listing.minimumDays(),
        listing.open(),
        rule(listing.acceptance()),
        rateCard(listing.rateCard()),
        rule(listing.sublets()),
        listing.parent().isPresent());
  }

  /** As anybody but its owner may see it. */
  static Listing shown(exchange.core.listing.Listing listing) {
    return listing(listing.accepting(listing.acceptance().withoutPartners()));
  }

  private static AcceptanceRule rule(exchange.api.wire.AcceptanceRule wire) {
    return new AcceptanceRule(
        AcceptanceRule.Mode.valueOf(wire.getMode().name()),
        Objects.requireNonNullElse(wire.getExcludedGoods(), List.of()),
        Optional.ofNullable(wire.getLeastTier()).map(tier -> CreditTier.valueOf(tier.name())),
        Optional.ofNullable(wire.getQuantity())
            .map(range -> new AcceptanceRule.Range(range.getLeast(), range.getMost()))
            .orElse(AcceptanceRule.ANY_QUANTITY),
        Optional.ofNullable(wire.getDays())
            .map(range -> new AcceptanceRule.Range(range.getLeast(), range.getMost()))
            .orElse(AcceptanceRule.ANY_DAYS),
        Objects.requireNonNullElse(wire.getPartners(), List.of()));
  }

  private static exchange.api.wire.AcceptanceRule rule(AcceptanceRule rule) {
    exchange.api.wire.AcceptanceRule wire =
        new exchange.api.wire.AcceptanceRule(AcceptanceMode.fromValue(rule.mode().name()));
    if (rule.mode() == AcceptanceRule.Mode.BY_RULE) {
      wire.excludedGoods(rule.excludedGoods())
          .quantity(new QuantityRange(rule.quantity().least(), rule.quantity().most()))
          .days(new DaysRange(rule.days().least(), rule.days().most()))
          .partners(rule.partners());
      rule.leastTier()
          .map(tier -> exchange.api.wire.CreditTier.fromValue(tier.name()))
          .ifPresent(wire::leastTier);
    }
    return wire;
  }

  static exchange.core.listing.RateCard rateCard(RateCard wire) {
    List<PeakWindow> peaks = wire.getPeakWindows();
    return new exchange.core.listing.RateCard(
        WireValues.currency(wire.getCurrency()),
        new exchange.core.listing.StorageRate(
            new BigDecimal(wire.getStorage().getAmount()),
            exchange.core.listing.StorageRate.Basis.valueOf(wire.getStorage().getBasis().name())),
        new BigDecimal(wire.getHandlingIn()),
        new BigDecimal(wire.getHandlingOut()),
        new BigDecimal(wire.getMinimumCharge()),
        wire.getLengthDiscounts().stream()
            .map(
                discount ->
                    new exchange.core.listing.RateCard.LengthDiscount(
                        discount.getFromDays(), new BigDecimal(discount.getPercent())))
            .toList(),
        IntStream.range(0, peaks.size()).mapToObj(i -> peak(i, peaks.get(i))).toList(),
        new BigDecimal(wire.getTaxPercent()));
  }

  private static exchange.core.listing.RateCard.PeakWindow peak(int index, PeakWindow wire) {
    if (!wire.getFrom().isBefore(wire.getTo())) {
      throw Refusal.invalid("rateCard.peakWindows[" + index + "].to", "must be after from");
    }
    return new exchange.core.listing.RateCard.PeakWindow(
        new DateRange(wire.getFrom(), wire.getTo()), new BigDecimal(wire.getPercent()));
  }

  static RateCard rateCard(exchange.core.listing.RateCard card) {
    return new RateCard(
        card.currency().getCode(),
        new StorageRate(
            WireValues.plain(card.storage().amount()),
            StorageBasis.fromValue(card.storage().basis().name())),
        WireValues.plain(card.handlingIn()),
        WireValues.plain(card.handlingOut()),
        WireValues.plain(card.minimumCharge()),
        card.lengthDiscounts().stream()
            .map(each -> new LengthDiscount(each.fromDays(), WireValues.plain(each.percent())))
            .toList(),
        card.peakWindows().stream()
            .map(
                each ->
                    new PeakWindow(
                        each.dates().from(), each.dates().to(), WireValues.plain(each.percent())))
            .toList(),
        WireValues.plain(card.taxPercent()));
  }
}
