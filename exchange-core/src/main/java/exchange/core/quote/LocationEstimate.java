package exchange.core.quote;

import java.math.BigDecimal;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What moving the goods is likely to cost, in the market currency. An estimate, never charged.
 *
 * @param legs the way in from the gateway port first, then one leg for each market
 */
public record LocationEstimate(CurrencyUnit currency, List<Leg> legs) {

  /**
   * One way of the goods.
   *
   * @param from UN/LOCODE or the site's name
   * @param to UN/LOCODE or the site's name
   * @param kilometres by road, from the geodesic distance and the circuity
   * @param share of the goods that go this way, 0 to 1
   */
  public record Leg(
      String from, String to, BigDecimal kilometres, BigDecimal share, Money amount) {}

  public LocationEstimate {
    legs = List.copyOf(legs);
  }

  public Money total() {
    return legs.stream().map(Leg::amount).reduce(Money.zero(currency), Money::plus);
  }
}
