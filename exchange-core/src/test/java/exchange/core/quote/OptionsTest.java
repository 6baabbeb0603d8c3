package exchange.core.quote;

import static exchange.core.testing.Trade.HAMBURG;
import static exchange.core.testing.Trade.OPENING;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.AcceptanceRule;
import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.listing.Site;
import exchange.core.listing.SubletRule;
import exchange.core.quote.Objection.Rule;
import exchange.core.request.LeaseRequest;
import exchange.core.testing.Trade;
import exchange.core.values.DateRange;
import exchange.core.values.ExchangeRates;
import exchange.core.values.GeoPoint;
import exchange.core.values.Place;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final Instant BEFORE = Instant.parse("2030-06-01T00:00:00Z");
  private static final UUID OWNER = UUID.randomUUID();
  private static final UUID EXPORTER = UUID.randomUUID();

  private final Options options =
      new Options(
          new Pricing(BigDecimal.ZERO),
          new LocationCost(CurrencyUnit.USD),
          new ExchangeRates(CurrencyUnit.USD, "test", Instant.EPOCH, Map.of()));

  /** Ten ambient pallet positions for a year at $1 a day; 2 at least, for 5 days at least. */
  private final Listing listing = listing(HAMBURG.zone(), true);

  private static Listing listing(ZoneId zone, boolean open) {
    Site site = new Site(UUID.randomUUID(), "Shed", "DE", new GeoPoint(53.54, 9.92), HAMBURG, zone);
    return new Listing(
        UUID.randomUUID(),
        OWNER,
        site,
        StorageClass.AMBIENT,
        Unit.XPX,
        10,
        DateRange.ofDays(OPENING, 365),
        Trade.dollarADay(),
        2,
        5,
        open);
  }

  /** A request that the listing serves, to change one thing in. */
  private static final class Request {
    UUID exporter = EXPORTER;
    StorageClass storageClass = StorageClass.AMBIENT;
    Unit unit = Unit.XPX;
    int quantity = 4;
    LocalDate earliest = OPENING;
    LocalDate latest = OPENING;
    int days = 10;
    String budget = "USD 10000";

    LeaseRequest request() {
      return new LeaseRequest(
          UUID.randomUUID(),
          exporter,
          "lanterns",
          storageClass,
          unit,
          quantity,
          earliest,
          latest,
          days,
          List.of(new LeaseRequest.Market(HAMBURG, BigDecimal.ONE)),
          Money.parse(budget));
    }
  }

  private CapacityProfile free(int units) {
    int[] days = new int[365];
    Arrays.fill(days, units);
    return new CapacityProfile(OPENING, days);
  }

  private Rule objection(Request request) {
    return objection(request, listing, free(10), BEFORE);
  }

  private Rule objection(Request request, Listing to, CapacityProfile free, Instant now) {
    Options.Found found = options.on(request.request(), to, free, now);
    assertThat(found.options()).isEmpty();
    return found.objection().orElseThrow().rule();
  }

  @Test
  void nobodyLeasesSpaceThatItLetsAtFirstOrOn() {
    Listing plain = listing(HAMBURG.zone(), true);
    UUID lessor = UUID.randomUUID();
    Listing sublet =
        new Listing(
            plain.id(),
            OWNER,
            plain.site(),
            plain.storageClass(),
            plain.unit(),
            plain.quantity(),
            plain.window(),
            plain.rateCard(),
            2,
            5,
            true,
            SubletRule.ALLOWED,
            Optional.of(new Listing.Parent(UUID.randomUUID(), Set.of(lessor))),
            AcceptanceRule.AT_ONCE);
    Request request = new Request();
    assertThat(options.on(request.request(), sublet, free(10), BEFORE).options()).hasSize(1);
    for (UUID above : List.of(OWNER, lessor)) {
      request.exporter = above;
      assertThat(options.on(request.request(), sublet, free(10), BEFORE).objection())
          .hasValueSatisfying(no -> assertThat(no.rule()).isEqualTo(Rule.OWN_LISTING));
    }
  }

  @Test
  void everyRuleStopsWhatItShould() {
    assertThat(options.on(new Request().request(), listing, free(10), BEFORE).options()).hasSize(1);
    Request other = new Request();
    other.storageClass = StorageClass.FROZEN;
    assertThat(objection(other)).isEqualTo(Rule.STORAGE_CLASS);
    other = new Request();
    other.unit = Unit.MTQ;
    assertThat(objection(other)).isEqualTo(Rule.UNIT);
    other = new Request();
    other.exporter = OWNER;
    assertThat(objection(other)).isEqualTo(Rule.OWN_LISTING);
    other = new Request();
    other.quantity = 1;
    assertThat(objection(other)).isEqualTo(Rule.MINIMUM_QUANTITY);
    other = new Request();
    other.days = 4;
    assertThat(objection(other)).isEqualTo(Rule.MINIMUM_TERM);
    other = new Request();
    other.quantity = 11;
    assertThat(objection(other)).isEqualTo(Rule.QUANTITY);
    other = new Request();
    other.days = 366;
    assertThat(objection(other)).isEqualTo(Rule.WINDOW);
    other = new Request();
    other.budget = "USD 40.00";
    assertThat(objection(other)).isEqualTo(Rule.BUDGET);
    assertThat(objection(new Request(), listing, free(3), BEFORE)).isEqualTo(Rule.CAPACITY);
    assertThat(objection(new Request(), listing(HAMBURG.zone(), false), free(10), BEFORE))
        .isEqualTo(Rule.LISTING_CLOSED);
  }

  @Test
  void theBudgetMayBeSpentToTheLastCent() {
    Money landed =
        options.on(new Request().request(), listing, free(10), BEFORE).options().get(0).landed();
    Request exact = new Request();
    exact.budget = landed.toString();
    assertThat(options.on(exact.request(), listing, free(10), BEFORE).options()).hasSize(1);
    exact.budget = landed.minusMinor(1).toString();
    assertThat(objection(exact)).isEqualTo(Rule.BUDGET);
  }

  @Test
  void everyStartThatFitsIsAnOption() {
    Request flexible = new Request();
    flexible.earliest = OPENING.minusDays(3);
    flexible.latest = OPENING.plusDays(6);
    List<Option> found = options.on(flexible.request(), listing, free(10), BEFORE).options();
    assertThat(found).hasSize(7);
    assertThat(found.get(0).stay().from()).isEqualTo(OPENING);
  }

  /** The first day is over when it is over at the site, not where the server stands. */
  @Test
  void daysPassAtTheSite() {
    for (String id : ZoneId.getAvailableZoneIds()) {
      ZoneId zone = ZoneId.of(id);
      Instant lastMoment = OPENING.plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(1);
      Listing there = listing(zone, true);
      assertThat(options.on(new Request().request(), there, free(10), lastMoment).options())
          .as(id)
          .hasSize(1);
      assertThat(objection(new Request(), there, free(10), lastMoment.plusSeconds(1)))
          .as(id)
          .isEqualTo(Rule.PAST);
    }
  }

  @Test
  void locationIsEstimatedLegByLeg() {
    Place rotterdam =
        new Place(
            "NLRTM", "Rotterdam", "NL", new GeoPoint(51.9, 4.48), ZoneId.of("Europe/Amsterdam"));
    LeaseRequest request =
        new LeaseRequest(
            UUID.randomUUID(),
            EXPORTER,
            "lanterns",
            StorageClass.AMBIENT,
            Unit.XPX,
            10,
            OPENING,
            OPENING,
            10,
            List.of(
                new LeaseRequest.Market(HAMBURG, new BigDecimal("3")),
                new LeaseRequest.Market(rotterdam, BigDecimal.ONE)),
            Money.parse("USD 10000"));
    Site atThePort =
        new Site(UUID.randomUUID(), "Shed", "DE", HAMBURG.point(), HAMBURG, HAMBURG.zone());
    LocationEstimate estimate = new LocationCost(CurrencyUnit.USD).estimate(request, atThePort);
    assertThat(estimate.legs())
        .extracting(LocationEstimate.Leg::amount)
        .startsWith(Money.parse("USD 0.00"), Money.parse("USD 0.00"));
    LocationEstimate.Leg far = estimate.legs().get(2);
    // 409.7 km of geodesic x 1.3; 10 pallets, a quarter of them: 100 km at 0.25, 400 at 0.14, the
    // rest at 0.06.
    assertThat(far.kilometres()).isBetween(new BigDecimal("500"), new BigDecimal("560"));
    BigDecimal perPallet =
        new BigDecimal("81")
            .add(far.kilometres().subtract(new BigDecimal("500")).multiply(new BigDecimal("0.06")));
    assertThat(far.amount())
        .isEqualTo(
            Money.of(
                CurrencyUnit.USD,
                perPallet.multiply(new BigDecimal("2.5")),
                java.math.RoundingMode.HALF_UP));
    assertThat(estimate.total()).isEqualTo(far.amount());
  }
}
