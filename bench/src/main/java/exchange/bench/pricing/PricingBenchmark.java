package exchange.bench.pricing;

import exchange.core.listing.Bill;
import exchange.core.listing.Pricing;
import exchange.core.listing.RateCard;
import exchange.core.listing.StorageRate;
import exchange.core.values.DateRange;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.joda.money.CurrencyUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Prices a stay of 90 days with every feature of a rate card. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PricingBenchmark {
  private final Pricing pricing = new Pricing(new BigDecimal("5"));
  private final DateRange stay = DateRange.ofDays(LocalDate.of(2027, 9, 20), 90);
  private final RateCard card =
      new RateCard(
          CurrencyUnit.EUR,
          new StorageRate(new BigDecimal("11.40"), StorageRate.Basis.MONTH),
          new BigDecimal("4.20"),
          new BigDecimal("4.60"),
          new BigDecimal("150"),
          List.of(new RateCard.LengthDiscount(60, new BigDecimal("5"))),
          List.of(
              new RateCard.PeakWindow(
                  DateRange.ofDays(LocalDate.of(2027, 10, 1), 84), new BigDecimal("20"))),
          new BigDecimal("19"));

  @Benchmark
  public Bill price() {
    return pricing.price(card, 40, stay);
  }
}
