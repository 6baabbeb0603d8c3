package exchange.api.demo;

import exchange.api.demo.DemoListings.Offered;
import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.Listing;
import exchange.core.quote.Option;
import exchange.core.quote.Options;
import exchange.core.request.LeaseRequest;
import exchange.core.values.ExchangeRates;
import exchange.core.values.GeoPoint;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Finds what wishes would cost, by the same prices that the matcher sees, and rounds budgets. */
final class DemoBudgets {
  private static final UUID NOBODY = new UUID(0, 0);

  /** Offers farther from a wish's first market are never its cheapest. */
  private static final double NEAR_KILOMETRES = 800;

  private final Instant now;
  private final List<Offered> offers;
  private final ExchangeRates rates;
  private final Options options;
  private final Money limitless;

  DemoBudgets(LocalDate start, List<Offered> offers, ExchangeRates rates, Options options) {
    this.now = start.atStartOfDay(ZoneOffset.UTC).toInstant();
    this.offers = offers;
    this.rates = rates;
    this.options = options;
    this.limitless = Money.of(rates.market(), BigDecimal.TEN.pow(12));
  }

  /**
   * The least landed cost, in the market currency, of the wish when it starts on its first day.
   *
   * @throws IllegalStateException when no near offer suits it
   */
  BigDecimal cheapest(Wish wish) {
    LeaseRequest request = wish.startingExactly().request(NOBODY, NOBODY, "any", limitless);
    GeoPoint market = wish.markets().get(0).place().point();
    return offers.stream()
        .map(Offered::listing)
        .filter(listing -> listing.site().point().kilometresTo(market) < NEAR_KILOMETRES)
        .flatMap(listing -> options.on(request, listing, all(listing), now).options().stream())
        .map(Option::landed)
        .min(Money::compareTo)
        .orElseThrow(() -> new IllegalStateException("nobody near offers " + wish))
        .getAmount();
  }

  /** Three digits' worth of {@code usd}, as a person would state a budget. */
  Money rounded(BigDecimal usd, CurrencyUnit currency) {
    BigDecimal amount = usd.multiply(rates.rate(currency)).round(new MathContext(3));
    return Money.of(currency, amount, RoundingMode.HALF_UP);
  }

  private static CapacityProfile all(Listing listing) {
    int[] units = new int[listing.window().days()];
    Arrays.fill(units, listing.quantity());
    return new CapacityProfile(listing.window().from(), units);
  }
}
