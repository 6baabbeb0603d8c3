package exchange.core.quote;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.quote.SearchOffers.Filter;
import exchange.core.quote.SurveyOccupancy.Week;
import exchange.core.quote.SurveySupply.Supply;
import exchange.core.request.LeaseRequest;
import exchange.core.testing.RandomMarket;
import exchange.core.testing.Trade;
import exchange.core.values.DateRange;
import exchange.core.values.ExchangeRates;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What anybody may look at: a search narrows what quotes would say, a survey adds up what is free.
 */
class SearchOffersTest {
  private static final Instant NOW = Trade.OPENING.atStartOfDay().toInstant(ZoneOffset.UTC);

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final RandomMarket market = new RandomMarket(seed, 8);
  private final List<Offer> offers = Stream.generate(market::offer).limit(300).toList();
  private final Options options =
      new Options(
          new Pricing(BigDecimal.ONE),
          new LocationCost(CurrencyUnit.USD),
          new ExchangeRates(
              CurrencyUnit.USD,
              "test",
              Instant.EPOCH,
              Map.of(
                  CurrencyUnit.EUR,
                  new BigDecimal("0.92"),
                  CurrencyUnit.JPY,
                  new BigDecimal("151.5"))));
  private final OfferIndex index = new OfferIndex(new Fixed(offers), options, count -> {});

  /** Offers that nobody changes. */
  private record Fixed(List<Offer> all) implements Offers {
    @Override
    public Flux<Offer> open() {
      return Flux.fromIterable(all);
    }

    @Override
    public Mono<Changes> since(long mark) {
      return Mono.just(new Changes(mark, List.of(), Set.of()));
    }

    @Override
    public Mono<Long> mark() {
      return Mono.just(0L);
    }
  }

  private List<Option> found(LeaseRequest request, Filter filter, int most) {
    SearchOffers search = new SearchOffers(index, Clock.fixed(NOW, ZoneOffset.UTC));
    return search.search(request, filter, most).block().options();
  }

  @Test
  void aFilterLeavesWhatPassesInTheOrderOfTheirCost() {
    int narrowed = 0;
    for (int i = 0; i < 50; i++) {
      LeaseRequest request = market.request();
      Filter near = new Filter(Optional.empty(), OptionalInt.of(1_000));
      List<Option> all = found(request, new Filter(Optional.empty(), OptionalInt.empty()), 500);
      List<Option> wanted =
          all.stream().filter(option -> near.passes(request, option.listing())).toList();
      assertThat(found(request, near, 500)).as("seed %d", seed).isEqualTo(wanted);
      assertThat(found(request, new Filter(Optional.of("QQ"), OptionalInt.empty()), 500)).isEmpty();
      narrowed += wanted.isEmpty() || wanted.size() == all.size() ? 0 : 1;
    }
    assertThat(narrowed).as("seed %d", seed).isPositive();
  }

  @Test
  void aSurveyAddsUpWhatIsFreeThroughout() {
    DateRange stay = DateRange.ofDays(Trade.OPENING.plusDays(30), 20);
    List<Supply> supply = new SurveySupply(index).survey(stay, listing -> true).block();
    long free = offers.stream().mapToLong(offer -> Math.max(0, offer.free().least(stay))).sum();
    long some = offers.stream().filter(offer -> offer.free().least(stay) > 0).count();
    assertThat(supply.stream().mapToLong(Supply::units).sum()).as("seed %d", seed).isEqualTo(free);
    assertThat(supply.stream().mapToInt(Supply::listings).sum()).isEqualTo((int) some);
    assertThat(free).as("seed %d", seed).isPositive();
    assertThat(new SurveySupply(index).survey(stay, listing -> false).block()).isEmpty();
  }

  @Test
  void anOwnerSeesWhatIsTakenInEachWeek() {
    Offer some = offers.get(0);
    Caller owner = new Caller(some.listing().ownerId(), Set.of(Role.OWNER));
    List<Week> weeks =
        new SurveyOccupancy(index).survey(owner, some.listing().window().from(), 3).block();
    assertThat(weeks).hasSize(3);
    for (Week week : weeks) {
      long offered = 0;
      long free = 0;
      for (Offer offer : offers) {
        Listing listing = offer.listing();
        for (LocalDate day = week.first();
            listing.ownerId().equals(owner.organizationId())
                && day.isBefore(week.first().plusDays(7));
            day = day.plusDays(1)) {
          if (!day.isBefore(listing.window().from()) && day.isBefore(listing.window().to())) {
            offered += listing.quantity();
            free += offer.free().on(day);
          }
        }
      }
      assertThat(week)
          .as("seed %d", seed)
          .isEqualTo(new Week(week.first(), offered, offered - free));
    }
  }
}
