package exchange.core.matching;

import static exchange.core.testing.Trade.RATES;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.listing.Pricing;
import exchange.core.quote.LocationCost;
import exchange.core.quote.Objection.Rule;
import exchange.core.quote.Offer;
import exchange.core.quote.Options;
import exchange.core.request.LeaseRequest;
import exchange.core.testing.RandomMarket;
import exchange.core.testing.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

class MarketTest {
  private static final Instant NOW = Trade.OPENING.atStartOfDay().toInstant(ZoneOffset.UTC);

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final RandomMarket random = new RandomMarket(seed, 4);
  private final List<Offer> offers = Stream.generate(random::offer).limit(100).toList();
  private final List<LeaseRequest> requests = Stream.generate(random::request).limit(50).toList();

  private Market without(Set<UUID> blacklisted) {
    Options options =
        new Options(new Pricing(BigDecimal.ONE), new LocationCost(CurrencyUnit.USD), RATES);
    return new Market(requests, offers, options, blacklisted, NOW);
  }

  /** One that can be served. */
  private int served(Market market) {
    return IntStream.range(0, requests.size())
        .filter(i -> market.options(i).size() > 1)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoAsksAndIsBlacklistedGetsNothingAndIsToldSo() {
    Market all = without(Set.of());
    int barred = served(all);
    UUID exporter = requests.get(barred).exporterId();
    Market market = without(Set.of(exporter));
    for (int i = 0; i < requests.size(); i++) {
      if (requests.get(i).exporterId().equals(exporter)) {
        assertThat(market.options(i)).as("seed %d", seed).isEmpty();
        assertThat(market.objection(i, alone -> true).rule()).isEqualTo(Rule.BLACKLISTED);
      } else {
        assertThat(market.options(i)).as("seed %d", seed).isEqualTo(all.options(i));
      }
    }
  }

  @Test
  void whatABlacklistedOwnerOffersIsNotThere() {
    Market all = without(Set.of());
    UUID owner = all.options(served(all)).get(0).listing().ownerId();
    Market market = without(Set.of(owner));
    assertThat(market.offers()).as("seed %d", seed).hasSize(offers.size() - 1);
    assertThat(market.problem().slots()).hasSize(offers.size() - 1);
    for (int i = 0; i < requests.size(); i++) {
      assertThat(market.options(i))
          .as("seed %d", seed)
          .isEqualTo(
              all.options(i).stream()
                  .filter(option -> !option.listing().ownerId().equals(owner))
                  .toList());
    }
  }
}
