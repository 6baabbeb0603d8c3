package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.CONVERSION_NEEDED;
import static exchange.core.values.RefusalCode.CURRENCY_EXHAUSTED;
import static exchange.core.values.RefusalCode.CURRENCY_NOT_SUPPORTED;
import static exchange.core.values.RefusalCode.INSUFFICIENT_FUNDS;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.QUOTE_EXPIRED;
import static exchange.core.values.RefusalCode.RATES_OUTDATED;
import static exchange.core.values.RefusalCode.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.HoldLimits;
import exchange.core.currency.Conversion;
import exchange.core.currency.ConvertMoney;
import exchange.core.currency.StateRates;
import exchange.core.lease.ConfirmReservation;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.PurposeTotal;
import exchange.core.member.Caller;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What conversions must do. */
public abstract class CurrencyBehavior extends StoreBehavior {
  private static final AtomicInteger TESTS = new AtomicInteger();
  private static final CurrencyUnit KWD = CurrencyUnit.of("KWD");

  /** Each test has a month in which nobody else states rates. */
  private final Instant start =
      Instant.parse("2040-01-01T00:00:00Z").plus(Duration.ofDays(30L * TESTS.incrementAndGet()));

  private ConvertMoney converting(Instant at) {
    return new ConvertMoney(
        ports.rateTables(),
        ports.conversions(),
        ports.ledger(),
        Clock.fixed(at, ZoneOffset.UTC),
        Duration.ofMinutes(15));
  }

  private void state(Instant asOf) {
    ExchangeRates rates =
        new ExchangeRates(CurrencyUnit.USD, "central bank", asOf, Trade.RATES.perMarketUnit());
    StateRates stating = new StateRates(ports.rateTables(), Clock.fixed(asOf, ZoneOffset.UTC));
    assertThat(now(stating.state(trade.operator(), UUID.randomUUID(), rates))).isEqualTo(rates);
  }

  private void stock(String money) {
    now(ports.ledger().addOwnFunds(UUID.randomUUID(), Purpose.FX, Money.parse(money), "own money"));
  }

  private Conversion quote(Caller caller, CurrencyUnit give, String get) {
    return now(converting(start).quote(caller, UUID.randomUUID(), give, Money.parse(get)));
  }

  private Mono<Conversion> execution(Caller caller, Conversion quote) {
    return converting(start).execute(caller, quote.id());
  }

  private List<Money> wallet(Caller caller) {
    return now(ports.ledger().wallet(caller.organizationId(), caller));
  }

  private Money total(Purpose purpose, CurrencyUnit currency) {
    return now(ports.ledger().totals()).stream()
        .filter(each -> each.purpose() == purpose)
        .map(PurposeTotal::total)
        .filter(each -> each.getCurrencyUnit().equals(currency))
        .findFirst()
        .orElse(Money.zero(currency));
  }

  private void assertBalanced() {
    for (PurposeTotal each : now(ports.ledger().totals())) {
      CurrencyUnit currency = each.total().getCurrencyUnit();
      Money sum = Money.zero(currency);
      for (Purpose purpose : Purpose.values()) {
        sum = sum.plus(total(purpose, currency));
      }
      assertThat(sum.isZero()).as(currency.getCode()).isTrue();
    }
    assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
  }

  @Test
  void moneyIsConvertedOnceAtTheStatedRate() {
    state(start);
    stock("USD 500");
    Caller exporter = trade.exporterWith("EUR 1000");
    Money euros = total(Purpose.FX, CurrencyUnit.EUR);
    Money dollars = total(Purpose.FX, CurrencyUnit.USD);
    Conversion quote = quote(exporter, CurrencyUnit.EUR, "USD 100");
    assertThat(quote.give()).isEqualTo(Money.parse("EUR 92.00"));
    assertThat(quote.giveRate()).isEqualByComparingTo("0.92");
    assertThat(quote.getRate()).isEqualByComparingTo("1");
    assertThat(quote.source()).isEqualTo("central bank");
    assertThat(quote.asOf()).isEqualTo(start);
    assertThat(wallet(exporter)).containsExactly(Money.parse("EUR 1000.00"));

    Conversion executed =
        now(
            Flux.range(0, 4)
                .flatMap(twin -> execution(exporter, quote).subscribeOn(Schedulers.parallel()), 4)
                .distinct()
                .single());
    assertThat(executed.executedAt()).contains(start);
    assertThat(wallet(exporter))
        .containsExactly(Money.parse("EUR 908.00"), Money.parse("USD 100.00"));
    assertThat(total(Purpose.FX, CurrencyUnit.EUR).minus(euros)).isEqualTo(quote.give());
    assertThat(dollars.minus(total(Purpose.FX, CurrencyUnit.USD))).isEqualTo(quote.get());
    assertNow(ports.conversions().find(quote.id(), trade.operator())).isEqualTo(executed);
    assertBalanced();
  }

  /** Computed by hand at 0.92 EUR, 151.5 JPY and 0.307 KWD to the dollar. */
  @Test
  void anyCurrencyIsRoundedUpToItsOwnUnit() {
    state(start);
    Caller exporter = trade.exporter();
    assertThat(quote(exporter, CurrencyUnit.JPY, "USD 0.01").give())
        .isEqualTo(Money.parse("JPY 2")); // 1.515
    assertThat(quote(exporter, CurrencyUnit.JPY, "USD 2.00").give())
        .isEqualTo(Money.parse("JPY 303"));
    assertThat(quote(exporter, KWD, "JPY 1000").give())
        .isEqualTo(Money.parse("KWD 2.027")); // 2.02640…
    assertThat(quote(exporter, CurrencyUnit.JPY, "KWD 0.001").give())
        .isEqualTo(Money.parse("JPY 1")); // 0.4934…
    assertThat(quote(exporter, CurrencyUnit.EUR, "KWD 10.000").give())
        .isEqualTo(Money.parse("EUR 29.97")); // 29.96742…
    assertThat(quote(exporter, CurrencyUnit.USD, "EUR 0.92").give())
        .isEqualTo(Money.parse("USD 1.00"));
  }

  /** What rounding leaves is in the exchange's stock, less than a unit of what was given each. */
  @Test
  void nothingIsLostByRounding() {
    state(start);
    List<CurrencyUnit> all = List.of(CurrencyUnit.USD, CurrencyUnit.EUR, CurrencyUnit.JPY, KWD);
    Caller exporter = trade.exporter();
    for (CurrencyUnit each : all) {
      stock(each + " 1000000");
      Money some = Money.ofMajor(each, 1_000_000);
      now(ports.ledger().deposit(UUID.randomUUID(), exporter.organizationId(), some, "a lot"));
    }
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      CurrencyUnit give = all.get(random.nextInt(4));
      CurrencyUnit get = all.get((all.indexOf(give) + 1 + random.nextInt(3)) % 4);
      Conversion quote = quote(exporter, give, Money.ofMinor(get, 1 + random.nextInt(99_999)) + "");
      BigDecimal exact = quote.get().getAmount().multiply(Trade.RATES.rate(give));
      BigDecimal given = quote.give().getAmount().multiply(Trade.RATES.rate(get));
      BigDecimal unit = Money.ofMinor(give, 1).getAmount().multiply(Trade.RATES.rate(get));
      assertThat(given.subtract(exact)).isBetween(BigDecimal.ZERO, unit);
      Money before = total(Purpose.FX, give);
      Money held = total(Purpose.WALLET, give);
      now(execution(exporter, quote));
      assertThat(total(Purpose.FX, give).minus(before)).isEqualTo(quote.give());
      assertThat(held.minus(total(Purpose.WALLET, give))).isEqualTo(quote.give());
    }
    assertBalanced();
  }

  @Test
  void whatCannotBeConvertedIsRefused() {
    Caller exporter = trade.exporterWith("EUR 92");
    UUID id = UUID.randomUUID();
    refusal(converting(start).quote(exporter, id, CurrencyUnit.EUR, usd("100")), RATES_OUTDATED);
    state(start.minus(Duration.ofDays(4)));
    refusal(converting(start).quote(exporter, id, CurrencyUnit.EUR, usd("100")), RATES_OUTDATED);
    state(start);
    refusal(
        Mono.defer(() -> converting(start).quote(exporter, id, CurrencyUnit.USD, usd("1"))),
        VALIDATION_FAILED);
    refusal(
        Mono.defer(() -> converting(start).quote(exporter, id, CurrencyUnit.EUR, usd("0"))),
        VALIDATION_FAILED);
    refusal(
        converting(start).quote(exporter, id, CurrencyUnit.GBP, usd("1")), CURRENCY_NOT_SUPPORTED);

    Money left = total(Purpose.FX, CurrencyUnit.USD);
    stock("USD 300");
    Conversion dear = quote(exporter, CurrencyUnit.EUR, "USD 100.01");
    refusal(execution(exporter, dear), INSUFFICIENT_FUNDS);
    Conversion fair = quote(exporter, CurrencyUnit.EUR, "USD 100.00");
    refusal(execution(trade.exporter(), fair), NOT_FOUND);
    refusal(execution(trade.operator(), fair), NOT_FOUND);
    assertEmpty(ports.conversions().find(fair.id(), trade.exporter()));
    Instant late = fair.validUntil().plusMillis(1);
    refusal(converting(late).execute(exporter, fair.id()), QUOTE_EXPIRED);
    assertNow(converting(fair.validUntil()).execute(exporter, fair.id())).isNotNull();

    Caller rich = trade.exporterWith("EUR 900000000");
    Money more = left.plus(usd("200.01"));
    Conversion large = quote(rich, CurrencyUnit.EUR, more.toString());
    assertThat(refusal(execution(rich, large), CURRENCY_EXHAUSTED).facts())
        .containsEntry("available", left.plus(usd("200")).getAmount().toPlainString());
    assertThat(wallet(rich)).contains(Money.parse("EUR 900000000.00"));
    assertBalanced();
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  @Test
  void laterRatesAreInForceFromTheirInstantOn() {
    state(start);
    Instant later = start.plus(Duration.ofDays(1));
    ExchangeRates next =
        new ExchangeRates(
            CurrencyUnit.USD,
            "central bank",
            later,
            java.util.Map.of(CurrencyUnit.EUR, new BigDecimal("0.5")));
    now(ports.rateTables().state(UUID.randomUUID(), next));
    assertThat(now(ports.rateTables().inForce(later.minusMillis(1))).asOf()).isEqualTo(start);
    assertNow(ports.rateTables().inForce(later)).isEqualTo(next);
    refusal(
        Mono.defer(
            () ->
                new StateRates(ports.rateTables(), Clock.fixed(start, ZoneOffset.UTC))
                    .state(trade.operator(), UUID.randomUUID(), next)),
        VALIDATION_FAILED);
  }

  @Test
  void whoLacksTheCurrencyIsToldWhatToConvert() {
    state(start);
    stock("USD 1000");
    Caller exporter = trade.exporterWith("USD 60.40");
    now(
        ports
            .ledger()
            .deposit(
                UUID.randomUUID(), exporter.organizationId(), Money.parse("EUR 200"), "euros"));
    LeaseTerms terms = trade.terms(exporter, trade.listing(trade.owner(), 10), 4, 0, 31);
    UUID reservation = UUID.randomUUID();
    now(
        ports
            .reservations()
            .reserve(reservation, terms, HoldLimits.proposed(Duration.ofMinutes(10))));
    ConfirmReservation confirming = new ConfirmReservation(ports.contracts(), converting(start));
    // 124 for the period and as much for the deposit, less what is there: 187.60 × 0.92 = 172.592
    Refusal told =
        refusal(confirming.confirm(exporter, UUID.randomUUID(), reservation), CONVERSION_NEEDED);
    assertThat(told.facts())
        .containsEntry("give", "EUR 172.60")
        .containsEntry("get", "USD 187.60")
        .containsEntry("needed", "248.00");
    assertThat(told.sentence()).contains("Convert EUR 172.60 to USD 187.60");

    now(execution(exporter, quote(exporter, CurrencyUnit.EUR, told.facts().get("get"))));
    now(confirming.confirm(exporter, UUID.randomUUID(), reservation));
    assertThat(wallet(exporter)).containsExactly(Money.parse("EUR 27.40"), Money.parse("USD 0.00"));

    Caller poor = trade.exporterWith("EUR 1");
    LeaseTerms more = trade.terms(poor, trade.listing(trade.owner(), 10), 4, 0, 31);
    UUID other = UUID.randomUUID();
    now(ports.reservations().reserve(other, more, HoldLimits.proposed(Duration.ofMinutes(10))));
    refusal(confirming.confirm(poor, UUID.randomUUID(), other), INSUFFICIENT_FUNDS);
    assertThat(Optional.of(wallet(poor))).contains(List.of(Money.parse("EUR 1.00")));
    assertBalanced();
  }
}
