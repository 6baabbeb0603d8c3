package exchange.api.demo;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.quote.LocationCost;
import exchange.core.quote.Objection;
import exchange.core.quote.Options;
import exchange.core.request.LeaseRequest;
import exchange.core.values.Unit;
import exchange.core.warehouse.Warehouse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoMarketTest {
  private static final LocalDate START = LocalDate.of(2026, 11, 21);
  private static final MarketReferenceData DATA = MarketReferenceData.read();
  private static final Options OPTIONS =
      new Options(
          new Pricing(BigDecimal.valueOf(5)),
          new LocationCost(DATA.rates().market()),
          DATA.rates());

  private static final DemoMarket MARKET = draw(DemoMarket.SEED, START);
  private static final Clearing CLEARING = new Clearing(MARKET, OPTIONS, START);

  private static DemoMarket draw(long seed, LocalDate start) {
    return DemoMarket.draw(seed, start, DATA.places(), DATA.rates(), OPTIONS);
  }

  @Test
  void isTheSameForTheSameSeedAndStart() {
    assertThat(draw(DemoMarket.SEED, START)).isEqualTo(MARKET);
  }

  @Test
  void differsForAnotherSeed() {
    assertThat(draw(7, START).requests()).isNotEqualTo(MARKET.requests());
  }

  /** A load that was cut off is completed on another day, so both must speak of the same things. */
  @Test
  void hasTheSameIdsOnAnotherDay() {
    DemoMarket later = draw(DemoMarket.SEED, START.plusDays(1));
    assertThat(later.members()).isEqualTo(MARKET.members());
    assertThat(later.warehouses()).isEqualTo(MARKET.warehouses());
    assertThat(later.deposits()).isEqualTo(MARKET.deposits());
    assertThat(later.listings())
        .extracting(Listing::id)
        .isEqualTo(MARKET.listings().stream().map(Listing::id).toList());
    assertThat(later.requests())
        .extracting(LeaseRequest::id)
        .isEqualTo(MARKET.requests().stream().map(LeaseRequest::id).toList());
  }

  @Test
  void isWideAndVaried() {
    assertThat(MARKET.members()).hasSize(22).doesNotHaveDuplicates();
    assertThat(MARKET.warehouses()).hasSizeGreaterThanOrEqualTo(44);
    assertThat(MARKET.warehouses()).extracting(Warehouse::name).doesNotHaveDuplicates();
    assertThat(distinct(MARKET.warehouses(), Warehouse::country)).isGreaterThanOrEqualTo(12);
    assertThat(MARKET.listings()).hasSizeBetween(55, 70);
    assertThat(distinct(MARKET.listings(), Listing::storageClass)).isGreaterThanOrEqualTo(4);
    assertThat(MARKET.listings()).extracting(Listing::unit).contains(Unit.values());
    assertThat(distinct(MARKET.listings(), listing -> listing.rateCard().currency()))
        .isGreaterThanOrEqualTo(4);
    assertThat(MARKET.requests()).hasSize(320);
    assertThat(distinct(MARKET.requests(), LeaseRequest::exporterId)).isEqualTo(10);
  }

  private static <T> long distinct(List<T> all, Function<T, ?> property) {
    return all.stream().map(property).distinct().count();
  }

  @Test
  void standsNearItsPortsAndKeepsTheirCalendar() {
    assertThat(MARKET.warehouses())
        .allSatisfy(
            each -> {
              assertThat(each.point().kilometresTo(each.gateway().point())).isBetween(3.0, 50.0);
              assertThat(each.country()).isEqualTo(each.gateway().country());
              assertThat(each.zone()).isEqualTo(each.gateway().zone());
            });
  }

  @Test
  void belongsToItsMembers() {
    Map<UUID, String> clients = new HashMap<>();
    MARKET.members().forEach(each -> clients.put(each.organization().id(), each.clientId()));
    assertThat(MARKET.warehouses())
        .allSatisfy(each -> assertThat(clients.get(each.ownerId())).startsWith("demo-owner-"));
    assertThat(MARKET.listings())
        .allSatisfy(each -> assertThat(clients.get(each.ownerId())).startsWith("demo-owner-"));
    assertThat(MARKET.requests())
        .allSatisfy(
            each -> assertThat(clients.get(each.exporterId())).startsWith("demo-exporter-"));
    assertThat(MARKET.operator().clientId()).isEqualTo("demo-operator");
  }

  @ParameterizedTest
  @CsvSource({"2027-05-31", "2028-02-29"})
  void canServeMostButNotAllOnAnyFirstDay(LocalDate start) {
    assertMostCanBeServed(new Clearing(draw(DemoMarket.SEED, start), OPTIONS, start));
  }

  @Test
  void canServeMostButNotAll() {
    assertMostCanBeServed(CLEARING);
  }

  private static void assertMostCanBeServed(Clearing clearing) {
    double share = (double) clearing.withOptions() / clearing.requests();
    assertThat(share).isBetween(0.85, 0.95);
  }

  @Test
  void cannotServeWhatIsImpossibleForTheReasonMeant() {
    assertThat(MARKET.impossible()).hasSize(25);
    MARKET
        .impossible()
        .forEach((id, rule) -> assertThat(CLEARING.objection(id)).as("%s", id).contains(rule));
    assertThat(MARKET.impossible().values().stream().distinct())
        .containsExactlyInAnyOrder(
            Objection.Rule.STORAGE_CLASS,
            Objection.Rule.UNIT,
            Objection.Rule.MINIMUM_QUANTITY,
            Objection.Rule.MINIMUM_TERM,
            Objection.Rule.QUANTITY,
            Objection.Rule.WINDOW,
            Objection.Rule.BUDGET);
  }

  /** Served one by one, cheapest first, a tenth of those who could have been served go without. */
  @Test
  void isContested() {
    long outbid = CLEARING.withOptions() - CLEARING.servedOneByOne();
    assertThat(outbid).isBetween(20L, 60L);
    assertThat(CLEARING.outbidGateways()).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void fundsEveryWalletForAllThatItsOwnerMayBuy() {
    Map<UUID, BigDecimal> budgets =
        MARKET.requests().stream()
            .collect(
                Collectors.toMap(
                    LeaseRequest::exporterId,
                    request -> OPTIONS.budget(request).getAmount(),
                    BigDecimal::add));
    List<CurrencyUnit> currencies =
        MARKET.listings().stream().map(each -> each.rateCard().currency()).distinct().toList();
    budgets.forEach(
        (exporterId, budget) -> {
          List<DemoMarket.Deposit> own =
              MARKET.deposits().stream()
                  .filter(each -> each.organizationId().equals(exporterId))
                  .toList();
          assertThat(own)
              .extracting(each -> each.amount().getCurrencyUnit())
              .containsExactlyInAnyOrderElementsOf(currencies);
          assertThat(own)
              .allSatisfy(
                  each ->
                      assertThat(DATA.rates().toMarket(each.amount()).getAmount())
                          .isGreaterThan(budget));
        });
  }
}
