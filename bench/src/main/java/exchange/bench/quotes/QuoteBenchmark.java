package exchange.bench.quotes;

import exchange.core.listing.Pricing;
import exchange.core.quote.LocationCost;
import exchange.core.quote.Offer;
import exchange.core.quote.OfferIndex;
import exchange.core.quote.Offers;
import exchange.core.quote.Option;
import exchange.core.quote.Options;
import exchange.core.request.LeaseRequest;
import exchange.core.testing.RandomMarket;
import exchange.core.testing.Trade;
import exchange.core.values.ExchangeRates;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.joda.money.CurrencyUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The 20 best quotes among offers that are all of one kind, from the index and from pricing every
 * offer: {@code QuoteBenchmark [OFFERS [REQUESTS [SEED]]]}.
 */
public final class QuoteBenchmark {
  private static final int MOST = 20;
  private static final int PORTS = 300;
  private static final int PRICED_IN_FULL = 10;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Instant NOW = Trade.OPENING.atStartOfDay().toInstant(ZoneOffset.UTC);

  private final Options options =
      new Options(
          new Pricing(new BigDecimal("5")),
          new LocationCost(CurrencyUnit.USD),
          new ExchangeRates(
              CurrencyUnit.USD,
              "bench",
              Instant.EPOCH,
              Map.of(
                  CurrencyUnit.EUR,
                  new BigDecimal("0.92"),
                  CurrencyUnit.JPY,
                  new BigDecimal("151.5"))));
  private final RandomMarket market;
  private final List<Offer> offers;
  private final OfferIndex index;

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

  private QuoteBenchmark(int count, long seed) {
    market = new RandomMarket(seed, PORTS);
    long empty = heap();
    offers = Stream.generate(market::offer).limit(count).toList();
    long listed = heap();
    index = new OfferIndex(new Fixed(offers), options, loaded -> {});
    long begin = System.nanoTime();
    index.catchUp().block();
    System.out.printf(
        "%d offers: %d MB, the index on top %d MB, built in %.1f s%n",
        count, (listed - empty) >> 20, (heap() - listed) >> 20, (System.nanoTime() - begin) / 1e9);
  }

  public static void main(String[] args) {
    int offers = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int requests = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
    new QuoteBenchmark(offers, seed).run(requests);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void run(int count) {
    List<LeaseRequest> warmUp = Stream.generate(market::request).limit(2_000).toList();
    warmUp.forEach(request -> index.cheapest(request, MOST, NOW));
    System.out.println("| | requests | quotes each | p50 ms (of processor) | p99 | p99.9 |");
    System.out.println("|---|--:|--:|--:|--:|--:|");
    List<LeaseRequest> requests = Stream.generate(market::request).limit(count).toList();
    measure("index", requests, this::fromIndex);
    List<LeaseRequest> few = requests.subList(0, Math.min(count, PRICED_IN_FULL));
    measure("pricing every offer", few, this::byPricingAll);
    long differing =
        few.stream().filter(each -> !fromIndex(each).equals(byPricingAll(each))).count();
    System.out.println(differing + " of " + few.size() + " answers differ");
  }

  private interface Search {
    List<Option> best(LeaseRequest request);
  }

  private static void measure(String name, List<LeaseRequest> requests, Search search) {
    Histogram wall = new Histogram(3);
    Histogram processor = new Histogram(3);
    long quotes = 0;
    for (LeaseRequest request : requests) {
      long begin = System.nanoTime();
      long used = THREADS.getCurrentThreadCpuTime();
      quotes += search.best(request).size();
      processor.recordValue((THREADS.getCurrentThreadCpuTime() - used) / 1000);
      wall.recordValue((System.nanoTime() - begin) / 1000);
    }
    System.out.printf(
        "| %s | %d | %.1f |", name, requests.size(), quotes / (double) requests.size());
    for (double percentile : List.of(50.0, 99.0, 99.9)) {
      System.out.printf(
          " %.2f (%.2f) |",
          wall.getValueAtPercentile(percentile) / 1000.0,
          processor.getValueAtPercentile(percentile) / 1000.0);
    }
    System.out.println();
  }

  private List<Option> fromIndex(LeaseRequest request) {
    return index.cheapest(request, MOST, NOW).options();
  }

  private List<Option> byPricingAll(LeaseRequest request) {
    return offers.stream()
        .flatMap(
            offer ->
                options.on(request, offer.listing(), offer.free(), NOW).options().stream()
                    .min(Comparator.comparing(Option::landed))
                    .stream())
        .sorted(Comparator.comparing(Option::landed).thenComparing(option -> option.listing().id()))
        .limit(MOST)
        .toList();
  }
}
