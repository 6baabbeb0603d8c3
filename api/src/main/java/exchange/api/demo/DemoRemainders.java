package exchange.api.demo;

import exchange.api.demo.DemoMarket.Remainder;
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
 * Leases of which their tenant has space left, where most space stands. They are on listings of
 * their own, all of whose units they take, so that nothing else on the market is less for them.
 */
final class DemoRemainders {
  private static final int MOST = 2;
  private static final int UNITS = 60;
  private static final int DAYS = 240;

  private final LocalDate start;
  private final DemoMarket.Member tenant;

  DemoRemainders(LocalDate start, DemoMarket.Member tenant) {
    this.start = start;
    this.tenant = tenant;
  }

  List<Remainder> draw(List<DemoListings.Offered> offers) {
    List<DemoListings.Offered> largest =
        offers.stream()
            .filter(each -> each.listing().storageClass() == StorageClass.AMBIENT)
            .filter(each -> each.listing().unit() == Unit.XPX)
            .sorted(Comparator.comparing(each -> -each.listing().quantity()))
            .limit(MOST)
            .toList();
    return IntStream.range(0, largest.size())
        .mapToObj(i -> remainder(i + 1, largest.get(i)))
        .toList();
  }

  private Remainder remainder(int number, DemoListings.Offered offer) {
    Listing like = offer.listing();
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
            Optional.empty());
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
