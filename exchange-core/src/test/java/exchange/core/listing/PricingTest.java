package exchange.core.listing;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.listing.RateCard.LengthDiscount;
import exchange.core.listing.RateCard.PeakWindow;
import exchange.core.listing.StorageRate.Basis;
import exchange.core.values.DateRange;
import exchange.core.values.Quantities;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Every figure here was worked out by hand, or published in the trade. */
class PricingTest {
  private static final Pricing WITHOUT_COMMISSION = new Pricing(BigDecimal.ZERO);
  private static final LocalDate JANUARY = LocalDate.of(2027, 1, 1);

  /** A card that charges nothing, to set single prices on. */
  private static final class Card {
    String currency = "USD";
    String storage = "0";
    Basis basis = Basis.DAY;
    String in = "0";
    String out = "0";
    String minimum = "0";
    List<LengthDiscount> discounts = List.of();
    List<PeakWindow> peaks = List.of();
    String tax = "0";

    RateCard card() {
      return new RateCard(
          CurrencyUnit.of(currency),
          new StorageRate(new BigDecimal(storage), basis),
          new BigDecimal(in),
          new BigDecimal(out),
          new BigDecimal(minimum),
          discounts,
          peaks,
          new BigDecimal(tax));
    }
  }

  private static String lines(Bill bill) {
    return bill.periods().stream()
        .map(
            period ->
                period.lines().stream()
                    .map(line -> line.code() + " " + line.amount().getAmount())
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining(" | "));
  }

  @Test
  void thousandPalletsForTenWeeks() {
    Card card = new Card();
    card.currency = "GBP";
    card.storage = "1";
    card.basis = Basis.WEEK;
    card.in = "1";
    card.out = "1";
    Bill bill = WITHOUT_COMMISSION.price(card.card(), 1000, DateRange.ofDays(JANUARY, 70));
    assertThat(bill.total()).isEqualTo(Money.parse("GBP 12000.00"));
  }

  @Test
  void publishedPricesPerUnit() {
    assertThat(handled("0.48", 100)).isEqualTo(Money.parse("USD 48.00"));
    assertThat(handled("1.35", 25)).isEqualTo(Money.parse("USD 33.75"));
    assertThat(handled("1.35", 10)).isEqualTo(Money.parse("USD 13.50"));
    assertThat(handled("1.15", 100)).isEqualTo(Money.parse("USD 115.00"));
  }

  private static Money handled(String rate, int units) {
    Card card = new Card();
    card.in = rate;
    return WITHOUT_COMMISSION.price(card.card(), units, DateRange.ofDays(JANUARY, 1)).total();
  }

  @Test
  void everyLineInItsOrder() {
    Card card = new Card();
    card.storage = "0.50";
    card.in = "3";
    card.out = "4";
    card.discounts = List.of(new LengthDiscount(7, new BigDecimal("10")));
    card.peaks =
        List.of(new PeakWindow(DateRange.ofDays(JANUARY.plusDays(8), 30), new BigDecimal("20")));
    card.minimum = "200";
    card.tax = "8";
    Bill bill =
        new Pricing(new BigDecimal("5")).price(card.card(), 10, DateRange.ofDays(JANUARY, 10));
    // 10 units x 10 days x 0.50; less 10 %; two peak days 10 x 2 x 0.50 x 0.9 x 20 %; lifted from
    // 116.80 to 200; 5 % of 200; 8 % of 210.
    assertThat(lines(bill))
        .isEqualTo(
            "STORAGE 50.00, LENGTH_DISCOUNT -5.00, PEAK_SURCHARGE 1.80, HANDLING_IN 30.00,"
                + " HANDLING_OUT 40.00, MINIMUM_CHARGE 83.20, COMMISSION 10.00, TAX 16.80");
    assertThat(bill.total()).isEqualTo(Money.parse("USD 226.80"));
  }

  @Test
  void handlingInFallsInTheFirstPeriodAndOutInTheLast() {
    Card card = new Card();
    card.storage = "1";
    card.in = "2";
    card.out = "3";
    Bill bill = WITHOUT_COMMISSION.price(card.card(), 1, DateRange.ofDays(JANUARY, 40));
    assertThat(lines(bill))
        .isEqualTo("STORAGE 31.00, HANDLING_IN 2.00 | STORAGE 9.00, HANDLING_OUT 3.00");
    assertThat(bill.firstPeriodTotal()).isEqualTo(Money.parse("USD 33.00"));
  }

  @Test
  void aMonthCostsTheMonthlyRateWhateverItsLength() {
    Card card = new Card();
    card.storage = "10";
    card.basis = Basis.MONTH;
    DateRange threeMonths = new DateRange(LocalDate.of(2027, 1, 31), LocalDate.of(2027, 4, 30));
    Bill bill = WITHOUT_COMMISSION.price(card.card(), 3, threeMonths);
    assertThat(bill.periods().stream().map(Bill.Period::dates))
        .containsExactly(
            new DateRange(LocalDate.of(2027, 1, 31), LocalDate.of(2027, 2, 28)),
            new DateRange(LocalDate.of(2027, 2, 28), LocalDate.of(2027, 3, 31)),
            new DateRange(LocalDate.of(2027, 3, 31), LocalDate.of(2027, 4, 30)));
    assertThat(lines(bill)).isEqualTo("STORAGE 30.00 | STORAGE 30.00 | STORAGE 30.00");
  }

  @Test
  void leapDayIsTheMissingDayOfFebruary() {
    DateRange stay = new DateRange(LocalDate.of(2028, 1, 30), LocalDate.of(2028, 3, 30));
    assertThat(Pricing.billingPeriods(stay))
        .containsExactly(
            new DateRange(LocalDate.of(2028, 1, 30), LocalDate.of(2028, 2, 29)),
            new DateRange(LocalDate.of(2028, 2, 29), LocalDate.of(2028, 3, 30)));
  }

  @Test
  void aPartOfAMonthCostsItsShareOfDays() {
    Card card = new Card();
    card.storage = "31";
    card.basis = Basis.MONTH;
    Bill bill = WITHOUT_COMMISSION.price(card.card(), 2, DateRange.ofDays(JANUARY, 10));
    assertThat(bill.total()).isEqualTo(Money.parse("USD 20.00"));
  }

  @Test
  void theLongestTermReachedDecidesTheDiscount() {
    Card card = new Card();
    card.storage = "1";
    card.discounts =
        List.of(
            new LengthDiscount(90, new BigDecimal("15")),
            new LengthDiscount(30, new BigDecimal("5")));
    assertThat(total(card, 29)).isEqualTo("29.00");
    assertThat(total(card, 30)).isEqualTo("28.50");
    assertThat(total(card, 89)).isEqualTo("84.55"); // 29.45 + 26.60 + 28.50, by period
    assertThat(total(card, 90)).isEqualTo("76.50");
  }

  private static String total(Card card, int days) {
    return WITHOUT_COMMISSION
        .price(card.card(), 1, DateRange.ofDays(JANUARY, days))
        .total()
        .getAmount()
        .toPlainString();
  }

  @Test
  void currenciesWithNoneAndWithThreeDecimals() {
    Card card = new Card();
    card.storage = "12.345";
    card.currency = "JPY";
    assertThat(WITHOUT_COMMISSION.price(card.card(), 1, DateRange.ofDays(JANUARY, 1)).total())
        .isEqualTo(Money.parse("JPY 12"));
    card.currency = "KWD";
    assertThat(WITHOUT_COMMISSION.price(card.card(), 1, DateRange.ofDays(JANUARY, 1)).total())
        .isEqualTo(Money.parse("KWD 12.345"));
  }

  @Test
  void aPartOfAWeekCostsItsShareOfDays() {
    Card card = new Card();
    card.storage = "3.50";
    card.basis = Basis.WEEK;
    // 12 units x 10 days x 0.50
    assertThat(lines(WITHOUT_COMMISSION.price(card.card(), 12, DateRange.ofDays(JANUARY, 10))))
        .isEqualTo("STORAGE 60.00");
  }

  /** Each on the days stored in it, and on the discounted price. */
  @Test
  void peakWindowsCountTheirOwnDaysInEachPeriod() {
    Card card = new Card();
    card.storage = "2";
    card.discounts = List.of(new LengthDiscount(30, new BigDecimal("25")));
    card.peaks =
        List.of(
            new PeakWindow(DateRange.ofDays(JANUARY.plusDays(29), 4), new BigDecimal("10")),
            new PeakWindow(DateRange.ofDays(JANUARY.plusDays(35), 1), new BigDecimal("50")));
    // 1.50 a day after the discount, for 5 units: 2 days of 10 % in January, as many in February,
    // and one of 50 %.
    assertThat(lines(WITHOUT_COMMISSION.price(card.card(), 5, DateRange.ofDays(JANUARY, 40))))
        .isEqualTo(
            "STORAGE 310.00, LENGTH_DISCOUNT -77.50, PEAK_SURCHARGE 1.50"
                + " | STORAGE 90.00, LENGTH_DISCOUNT -22.50, PEAK_SURCHARGE 1.50,"
                + " PEAK_SURCHARGE 3.75");
  }

  @Test
  void everyPeriodIsLiftedToTheMinimum() {
    Card card = new Card();
    card.storage = "1";
    card.minimum = "30";
    assertThat(lines(WITHOUT_COMMISSION.price(card.card(), 1, DateRange.ofDays(JANUARY, 40))))
        .isEqualTo("STORAGE 31.00 | STORAGE 9.00, MINIMUM_CHARGE 21.00");
  }

  /** Commission before tax, each rounded half up to whole yen or to fils. */
  @Test
  void commissionAndTaxAreRoundedInTheirCurrency() {
    Card card = new Card();
    card.storage = "10";
    card.tax = "10";
    card.currency = "JPY";
    Pricing fivePercent = new Pricing(new BigDecimal("5"));
    // 5 % of 50 is 2.5; 10 % of 53 is 5.3
    assertThat(lines(fivePercent.price(card.card(), 5, DateRange.ofDays(JANUARY, 1))))
        .isEqualTo("STORAGE 50, COMMISSION 3, TAX 5");
    card.currency = "KWD";
    card.storage = "0.303";
    // 5 % of 0.303 is 0.01515; 10 % of 0.318 is 0.0318
    assertThat(lines(fivePercent.price(card.card(), 1, DateRange.ofDays(JANUARY, 1))))
        .isEqualTo("STORAGE 0.303, COMMISSION 0.015, TAX 0.032");
  }

  /** 31 × 100; then 9 × 100 + 19 × 60, and 40 leave; then a day of 60, and they leave. */
  @Test
  void whoLeavesEarlierIsChargedSoLongAndHandledOutThen() {
    Card card = new Card();
    card.storage = "0.50";
    card.in = "2";
    card.out = "3";
    card.discounts = List.of(new LengthDiscount(60, BigDecimal.TEN));
    DateRange stay = DateRange.ofDays(JANUARY, 60);
    Bill agreed = WITHOUT_COMMISSION.price(card.card(), 100, stay);
    Quantities fewer = Quantities.of(stay, 100).atMost(60, JANUARY.plusDays(40));
    assertThat(lines(Pricing.reprice(agreed, card.card(), 60, fewer)))
        .isEqualTo(
            "STORAGE 1550.00, LENGTH_DISCOUNT -155.00, HANDLING_IN 200.00"
                + " | STORAGE 1020.00, LENGTH_DISCOUNT -102.00, HANDLING_OUT 120.00"
                + " | STORAGE 30.00, LENGTH_DISCOUNT -3.00, HANDLING_OUT 180.00");
  }

  /** An early end keeps the discount that was agreed, and the peak surcharge of days stored. */
  @Test
  void whoEndsEarlierKeepsTheDiscount() {
    Card card = new Card();
    card.storage = "1";
    card.out = "1";
    card.minimum = "20";
    card.discounts = List.of(new LengthDiscount(60, BigDecimal.TEN));
    card.peaks =
        List.of(new PeakWindow(DateRange.ofDays(JANUARY.plusDays(30), 10), BigDecimal.TEN));
    DateRange stay = DateRange.ofDays(JANUARY, 60);
    Bill agreed = new Pricing(new BigDecimal("5")).price(card.card(), 2, stay);
    Quantities ended = Quantities.of(stay, 2).atMost(0, JANUARY.plusDays(35));
    assertThat(lines(Pricing.reprice(agreed, card.card(), 60, ended)))
        .isEqualTo(
            "STORAGE 62.00, LENGTH_DISCOUNT -6.20, PEAK_SURCHARGE 0.18, COMMISSION 2.80"
                + " | STORAGE 8.00, LENGTH_DISCOUNT -0.80, PEAK_SURCHARGE 0.72,"
                + " HANDLING_OUT 2.00, MINIMUM_CHARGE 10.08, COMMISSION 1.00");
  }

  /** A person who adds up what is shown gets what is charged, whatever the card. */
  @Test
  void linesAddUpToTotalsAndPeriodsCoverTheStay() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("PricingTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Card card = new Card();
      card.currency = List.of("USD", "JPY", "KWD").get(random.nextInt(3));
      card.storage = BigDecimal.valueOf(random.nextInt(100_000), 4).toPlainString();
      card.basis = List.of(Basis.DAY, Basis.WEEK, Basis.MONTH).get(random.nextInt(3));
      card.in = BigDecimal.valueOf(random.nextInt(1000), 2).toPlainString();
      card.out = BigDecimal.valueOf(random.nextInt(1000), 2).toPlainString();
      card.minimum = BigDecimal.valueOf(random.nextInt(50_000), 2).toPlainString();
      card.tax = BigDecimal.valueOf(random.nextInt(250), 1).toPlainString();
      card.discounts = List.of(new LengthDiscount(30, BigDecimal.valueOf(random.nextInt(40))));
      card.peaks =
          List.of(
              new PeakWindow(
                  DateRange.ofDays(JANUARY.plusDays(random.nextInt(200)), 1 + random.nextInt(90)),
                  BigDecimal.valueOf(random.nextInt(50))));
      DateRange stay =
          DateRange.ofDays(JANUARY.plusDays(random.nextInt(700)), 1 + random.nextInt(400));
      int units = 1 + random.nextInt(500);
      Bill bill = new Pricing(new BigDecimal("5")).price(card.card(), units, stay);
      Quantities all = Quantities.of(stay, units);
      assertThat(Pricing.reprice(bill, card.card(), stay.days(), all)).isEqualTo(bill);
      LocalDate fewer = stay.from().plusDays(random.nextInt(stay.days()));
      Bill less =
          Pricing.reprice(
              bill,
              card.card(),
              stay.days(),
              all.atMost(random.nextInt(units) + (fewer.equals(stay.from()) ? 1 : 0), fewer));
      for (int over = 0; bill.periods().get(over).dates().to().isBefore(fewer); over++) {
        assertThat(less.periods().get(over)).isEqualTo(bill.periods().get(over));
      }

      Money sum = Money.zero(bill.currency());
      LocalDate day = stay.from();
      for (Bill.Period period : bill.periods()) {
        assertThat(period.dates().from()).isEqualTo(day);
        day = period.dates().to();
        for (Bill.Line line : period.lines()) {
          sum = sum.plus(line.amount());
        }
        assertThat(bill.total(period).getAmount())
            .isGreaterThanOrEqualTo(
                new BigDecimal(card.minimum).setScale(0, java.math.RoundingMode.DOWN));
      }
      assertThat(day).isEqualTo(stay.to());
      assertThat(bill.total()).isEqualTo(sum);
    }
  }
}
