package exchange.core.currency;

import exchange.core.ledger.Ledger;
import exchange.core.member.Caller;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** A member's money in another currency, at the rates in force. */
public final class ConvertMoney {
  /** A weekend with a holiday on either side; rates are stated every working day. */
  private static final Duration OLDEST_RATES = Duration.ofDays(4);

  private final RateTables tables;
  private final Conversions conversions;
  private final Ledger ledger;
  private final Clock clock;
  private final Duration validity;

  /**
   * @param validity how long the exchange stands by a quote
   */
  public ConvertMoney(
      RateTables tables, Conversions conversions, Ledger ledger, Clock clock, Duration validity) {
    this.tables = tables;
    this.conversions = conversions;
    this.ledger = ledger;
    this.clock = clock;
    this.validity = validity;
  }

  /**
   * @return as an error: {@code CURRENCY_NOT_SUPPORTED}, {@code RATES_OUTDATED}
   */
  public Mono<Conversion> quote(Caller caller, UUID id, CurrencyUnit give, Money get) {
    if (get.isNegativeOrZero()) {
      throw Refusal.invalid("get.amount", "must be above 0");
    }
    if (give.equals(get.getCurrencyUnit())) {
      throw Refusal.invalid("give", "must be another currency than what is wanted");
    }
    Instant now = clock.instant();
    return rates(now)
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.RATES_OUTDATED)))
        .map(
            rates ->
                Conversion.quote(id, caller.organizationId(), give, get, rates, now.plus(validity)))
        .flatMap(conversions::add);
  }

  private Mono<ExchangeRates> rates(Instant now) {
    return tables.inForce(now).filter(rates -> rates.asOf().isAfter(now.minus(OLDEST_RATES)));
  }

  /**
   * @return what {@link Conversions#execute} gives
   */
  public Mono<Conversion> execute(Caller caller, UUID id) {
    return conversions.execute(id, caller, clock.instant());
  }

  /** Of the caller's other wallets, what the first that has enough would give for {@code get}. */
  public Mono<Money> wayToGet(Money get, Caller caller) {
    return rates(clock.instant())
        .zipWith(ledger.wallet(caller.organizationId(), caller))
        .mapNotNull(both -> wayToGet(get, both.getT1(), both.getT2()));
  }

  private static @org.jspecify.annotations.Nullable Money wayToGet(
      Money get, ExchangeRates rates, List<Money> wallets) {
    return wallets.stream()
        .filter(each -> !each.getCurrencyUnit().equals(get.getCurrencyUnit()))
        .filter(each -> rates.states(each.getCurrencyUnit()) && rates.states(get.getCurrencyUnit()))
        .sorted(Comparator.comparing(Money::getCurrencyUnit))
        .filter(each -> !each.isLessThan(Conversion.price(get, each.getCurrencyUnit(), rates)))
        .findFirst()
        .map(each -> Conversion.price(get, each.getCurrencyUnit(), rates))
        .orElse(null);
  }
}
