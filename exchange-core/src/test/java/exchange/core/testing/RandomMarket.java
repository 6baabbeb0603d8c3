package exchange.core.testing;

import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.Listing;
import exchange.core.listing.RateCard;
import exchange.core.listing.RateCard.LengthDiscount;
import exchange.core.listing.RateCard.PeakWindow;
import exchange.core.listing.Site;
import exchange.core.listing.StorageRate;
import exchange.core.quote.Offer;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import exchange.core.values.GeoPoint;
import exchange.core.values.Place;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Offers and requests of one kind around the ports of the world, every feature of a price used. */
public final class RandomMarket {
  private static final List<CurrencyUnit> CURRENCIES =
      List.of(CurrencyUnit.USD, CurrencyUnit.EUR, CurrencyUnit.JPY);

  private final Random random;
  private final List<Place> ports = new ArrayList<>();

  public RandomMarket(long seed, int portsOfTheWorld) {
    random = new Random(seed);
    for (int i = 0; i < portsOfTheWorld; i++) {
      double north = Math.toDegrees(Math.asin(random.nextDouble() * 1.6 - 0.7));
      GeoPoint point = new GeoPoint(north, random.nextDouble() * 360 - 180);
      ports.add(new Place("XX%03d".formatted(i), "Port " + i, "XX", point, ZoneId.of("UTC")));
    }
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private BigDecimal decimal(int least, int most, int scale) {
    return BigDecimal.valueOf(between(least, most), scale);
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private static double within(double degrees, double most) {
    return Math.max(-most, Math.min(most, degrees));
  }

  /** An offer for a year or so, with some days taken. */
  public Offer offer() {
    Place port = any(ports);
    GeoPoint point =
        new GeoPoint(
            within(port.point().latitude() + random.nextGaussian(), 90),
            within(port.point().longitude() + random.nextGaussian(), 180));
    int quantity = between(5, 400);
    DateRange window = DateRange.ofDays(Trade.OPENING.plusDays(between(0, 120)), between(60, 500));
    Listing listing =
        new Listing(
            id(),
            id(),
            new Site(id(), "Shed", "XX", point, port, port.zone()),
            StorageClass.AMBIENT,
            Unit.XPX,
            quantity,
            window,
            rateCard(),
            between(1, Math.min(20, quantity)),
            between(1, 40),
            true);
    return new Offer(listing, new CapacityProfile(window.from(), free(quantity, window.days())));
  }

  private int[] free(int quantity, int days) {
    int[] free = new int[days];
    Arrays.fill(free, quantity);
    for (int lease = between(0, 6); lease > 0; lease--) {
      int units = between(1, quantity);
      int from = random.nextInt(days);
      for (int day = from; day < Math.min(days, from + between(10, 120)); day++) {
        free[day] = Math.max(0, free[day] - units);
      }
    }
    return free;
  }

  public RateCard rateCard() {
    CurrencyUnit currency = any(CURRENCIES);
    int scale = currency.equals(CurrencyUnit.JPY) ? 0 : 2;
    StorageRate.Basis basis = any(List.of(StorageRate.Basis.values()));
    int longer = basis == StorageRate.Basis.DAY ? 1 : basis == StorageRate.Basis.WEEK ? 7 : 30;
    // Few different prices, so that ties happen.
    BigDecimal rate = decimal(2, 9, 0).multiply(decimal(5 * longer, 5 * longer, scale));
    List<LengthDiscount> discounts =
        random.nextInt(3) == 0
            ? List.of(
                new LengthDiscount(between(20, 60), decimal(2, 9, 0)),
                new LengthDiscount(between(61, 200), decimal(0, 19, 0)))
            : List.of();
    List<PeakWindow> peaks =
        random.nextInt(3) == 0
            ? List.of(
                new PeakWindow(
                    DateRange.ofDays(Trade.OPENING.plusDays(between(0, 200)), between(10, 90)),
                    decimal(5, 40, 0)))
            : List.of();
    return new RateCard(
        currency,
        new StorageRate(rate, basis),
        decimal(0, 400, scale),
        decimal(0, 400, scale),
        random.nextBoolean() ? BigDecimal.ZERO : decimal(0, 30_000, scale),
        discounts,
        peaks,
        random.nextBoolean() ? BigDecimal.ZERO : decimal(0, 20, 0));
  }

  /** Asks for space near one to three ports, some of them on a tight budget. */
  public LeaseRequest request() {
    List<LeaseRequest.Market> markets = new ArrayList<>();
    int wanted = between(1, 3);
    while (markets.size() < wanted) {
      Place port = any(ports);
      if (markets.stream().noneMatch(market -> market.place().equals(port))) {
        markets.add(new LeaseRequest.Market(port, decimal(1, 5, 0)));
      }
    }
    LocalDate earliest = Trade.OPENING.plusDays(between(0, 200));
    int quantity = between(1, 60);
    int days = between(7, 200);
    long budget = (long) quantity * (days + 100L) * between(2, 60);
    return new LeaseRequest(
        id(),
        id(),
        "lanterns",
        StorageClass.AMBIENT,
        Unit.XPX,
        quantity,
        earliest,
        earliest.plusDays(between(0, 45)),
        days,
        markets,
        Money.ofMinor(CurrencyUnit.USD, budget * 10));
  }
}
