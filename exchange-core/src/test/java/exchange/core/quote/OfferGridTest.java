package exchange.core.quote;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.listing.Bill;
import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.request.LeaseRequest;
import exchange.core.testing.RandomMarket;
import exchange.core.testing.Trade;
import exchange.core.values.DateRange;
import exchange.core.values.ExchangeRates;
import exchange.core.values.SpacePoint;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class OfferGridTest {
  private static final Instant BEFORE = Trade.OPENING.atStartOfDay().toInstant(ZoneOffset.UTC);

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Pricing pricing = new Pricing(new BigDecimal("5"));
  private final ExchangeRates rates =
      new ExchangeRates(
          CurrencyUnit.USD,
          "test",
          Instant.EPOCH,
          Map.of(
              CurrencyUnit.EUR, new BigDecimal("0.92"), CurrencyUnit.JPY, new BigDecimal("151.5")));
  private final Options options = new Options(pricing, new LocationCost(CurrencyUnit.USD), rates);

  private List<Option> byPricingAll(List<Offer> offers, LeaseRequest request, int most) {
    return offers.stream()
        .flatMap(
            offer ->
                options.on(request, offer.listing(), offer.free(), BEFORE).options().stream()
                    .min(Comparator.comparing(Option::landed))
                    .stream())
        .sorted(Comparator.comparing(Option::landed).thenComparing(option -> option.listing().id()))
        .limit(most)
        .toList();
  }

  @Test
  void theCheapestAreThoseOfPricingAll() {
    int quoted = 0;
    for (int round = 0; round < 40; round++) {
      RandomMarket market = new RandomMarket(seed + round, 4 + round);
      OfferGrid grid = new OfferGrid(options);
      List<Offer> offers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Offer offer = market.offer();
        offers.add(offer);
        grid.put(offer);
        // A twin at the same place and price: which of both comes first is told by the id alone.
        if (i % 10 == 0) {
          Offer twin = new Offer(twin(offer.listing(), market.offer().listing()), offer.free());
          offers.add(twin);
          grid.put(twin);
        }
      }
      for (int i = 0; i < 25; i++) {
        LeaseRequest request = market.request();
        int most = 1 + i;
        OfferIndex.Cheapest found = grid.cheapest(request, most, BEFORE, any -> true);
        assertThat(found.options())
            .as("seed %d, round %d, request %d", seed, round, i)
            .isEqualTo(byPricingAll(offers, request, most));
        quoted += found.options().size();
        int stopped = found.stopped().stream().mapToInt(Quotes.Stopped::listings).sum();
        if (found.options().size() < most) {
          assertThat(stopped + found.options().size()).isEqualTo(offers.size());
        }
      }
    }
    assertThat(quoted).as("seed %d", seed).isGreaterThan(1000);
  }

  /** Some are stopped before their size is asked for, and that is what is said of them. */
  @Test
  void whatIsTooLargeForAllIsToldByTheFirstRuleThatStopsEach() {
    RandomMarket market = new RandomMarket(seed, 20);
    OfferGrid grid = new OfferGrid(options);
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Offer offer = market.offer();
      offers.add(offer);
      grid.put(offer);
    }
    for (int i = 0; i < 50; i++) {
      LeaseRequest request = tooLarge(market.request(), 1 + i % 40);
      Map<Objection.Rule, Integer> told = new EnumMap<>(Objection.Rule.class);
      for (Quotes.Stopped stopped : grid.cheapest(request, 10, BEFORE, any -> true).stopped()) {
        told.put(stopped.example().rule(), stopped.listings());
      }
      Map<Objection.Rule, Integer> expected = new EnumMap<>(Objection.Rule.class);
      for (Offer offer : offers) {
        Objection objection =
            options.on(request, offer.listing(), offer.free(), BEFORE).objection().orElseThrow();
        expected.merge(objection.rule(), 1, Integer::sum);
      }
      assertThat(told).as("seed %d, request %d", seed, i).isEqualTo(expected);
    }
  }

  private static LeaseRequest tooLarge(LeaseRequest request, int days) {
    return new LeaseRequest(
        request.id(),
        request.exporterId(),
        request.goods(),
        request.storageClass(),
        request.unit(),
        1_000_000,
        request.earliestStart(),
        request.latestStart(),
        days,
        request.markets(),
        Money.ofMajor(CurrencyUnit.USD, 1_000_000_000_000L));
  }

  private static Listing twin(Listing of, Listing other) {
    return with(of, other, true);
  }

  private static Listing with(Listing of, Listing idOf, boolean open) {
    return new Listing(
        idOf.id(),
        of.ownerId(),
        of.site(),
        of.storageClass(),
        of.unit(),
        of.quantity(),
        of.window(),
        of.rateCard(),
        of.minimumQuantity(),
        of.minimumDays(),
        open);
  }

  @Test
  void aChangedOfferIsSeenAsItIsAndAClosedOneNotAtAll() {
    RandomMarket market = new RandomMarket(seed, 3);
    OfferGrid grid = new OfferGrid(options);
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Offer first = market.offer();
      grid.put(first);
      Offer fuller = new Offer(first.listing(), market.offer().free());
      grid.put(fuller);
      if (i % 3 == 0) {
        grid.put(new Offer(with(first.listing(), first.listing(), false), first.free()));
      } else {
        offers.add(fuller);
      }
    }
    for (int i = 0; i < 100; i++) {
      LeaseRequest request = market.request();
      assertThat(grid.cheapest(request, 20, BEFORE, any -> true).options())
          .as("seed %d, request %d", seed, i)
          .isEqualTo(byPricingAll(offers, request, 20));
    }
  }

  @Test
  void noBillIsBelowTheFloor() {
    RandomMarket market = new RandomMarket(seed, 3);
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      Listing listing = market.offer().listing();
      int units = 1 + random.nextInt(100);
      int days = 1 + random.nextInt(400);
      DateRange stay = DateRange.ofDays(Trade.OPENING.plusDays(random.nextInt(400)), days);
      Bill bill = pricing.price(listing.rateCard(), units, stay);
      assertThat(pricing.floor(listing.rateCard()).of(units, days))
          .as("seed %d, %s, %d units, %s", seed, listing.rateCard(), units, stay)
          .isLessThanOrEqualTo(bill.total().getAmount().doubleValue() * (1 + 1e-9));
    }
  }

  @Test
  void manyStartsCostWhatEachCosts() {
    RandomMarket market = new RandomMarket(seed, 3);
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Listing listing = market.offer().listing();
      int days = 1 + random.nextInt(400);
      List<LocalDate> starts =
          Trade.OPENING
              .plusDays(random.nextInt(400))
              .datesUntil(Trade.OPENING.plusDays(450))
              .toList();
      List<Bill> bills = pricing.price(listing.rateCard(), 7, days, starts);
      for (int start = 0; start < starts.size(); start++) {
        DateRange stay = DateRange.ofDays(starts.get(start), days);
        assertThat(bills.get(start))
            .as("seed %d, %s", seed, stay)
            .isEqualTo(pricing.price(listing.rateCard(), 7, stay));
      }
    }
  }

  @Test
  void noGeodesicIsShorterThanTheWayOverTheSphere() {
    RandomMarket market = new RandomMarket(seed, 60);
    for (int i = 0; i < 3000; i++) {
      var one = market.offer().listing().site().point();
      var other = market.offer().listing().site().point();
      assertThat(SpacePoint.of(one).kilometresTo(SpacePoint.of(other)))
          .as("seed %d, %s to %s", seed, one, other)
          .isBetween(
              Math.min(one.kilometresTo(other), 10_000) * 0.99 - 1e-6,
              one.kilometresTo(other) + 1e-6);
    }
  }
}
