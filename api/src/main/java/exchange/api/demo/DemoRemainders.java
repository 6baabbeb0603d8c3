package exchange.api.demo;

import exchange.api.demo.DemoMarket.Remainder;
import exchange.core.listing.AcceptanceRule;
import exchange.core.listing.Listing;
import exchange.core.listing.SubletRule;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Leases of which their tenant has space left, where much is asked for. They are on listings of
 * their own, all of whose units they take, so that nothing else on the market is less for them.
 * They begin the day after, so that a market drawn before midnight may be stored after it.
 */
final class DemoRemainders {
  private static final List<String> GATEWAYS = List.of("USLAX", "GBFXT");
  private static final int UNITS = 60;
  private static final int DAYS = 240;

  private final LocalDate start;
  private final DemoMarket.Member tenant;

  DemoRemainders(LocalDate drawn, DemoMarket.Member tenant) {
    this.start = drawn.plusDays(1);
    this.tenant = tenant;
  }

  List<Remainder> draw(List<DemoListings.Offered> offers) {
    return IntStream.range(0, GATEWAYS.size())
        .mapToObj(i -> remainder(i + 1, largest(offers, GATEWAYS.get(i))))
        .toList();
  }

  private static Listing largest(List<DemoListings.Offered> offers, String gateway) {
    return offers.stream()
        .map(DemoListings.Offered::listing)
        .filter(each -> each.site().gateway().unlocode().equals(gateway))
        .filter(each -> each.storageClass() == StorageClass.AMBIENT && each.unit() == Unit.XPX)
        .max(Comparator.comparing(Listing::quantity))
        .orElseThrow();
  }

  private Remainder remainder(int number, Listing like) {
    Listing listing =
        new Listing(
            DemoMarket.id("leased listing", number),
            like.ownerId(),
            like.site(),
            like.storageClass(),
            like.unit(),
            UNITS,
            DateRange.ofDays(start, DAYS + 30),
            like.rateCard(),
            1,
            1,
            true,
            SubletRule.ALLOWED,
            Optional.empty(),
            AcceptanceRule.AT_ONCE);
    LeaseRequest request =
        new LeaseRequest(
            DemoMarket.id("leased request", number),
            tenant.organization().id(),
            "Tents and camping chairs",
            like.storageClass(),
            like.unit(),
            UNITS,
            start,
            start,
            DAYS,
            List.of(new LeaseRequest.Market(like.site().gateway(), BigDecimal.ONE)),
            Money.of(CurrencyUnit.USD, 1_000_000));
    return new Remainder(listing, request, number);
  }
}
