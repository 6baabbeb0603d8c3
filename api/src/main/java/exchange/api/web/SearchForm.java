package exchange.api.web;

import exchange.core.quote.SearchOffers;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import exchange.core.values.Place;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What somebody looks for. Everything has a default, so that a search can begin with nothing.
 *
 * @param market where the goods go from there
 * @param kilometres farthest from the market
 */
public record SearchForm(
    Place market,
    int quantity,
    Unit unit,
    StorageClass storageClass,
    LocalDate from,
    int days,
    Optional<String> country,
    OptionalInt kilometres,
    Optional<BigDecimal> budget,
    int page) {

  private static final UUID NOBODY = new UUID(0, 0);

  /** More than anything costs: who only looks around has no budget. */
  private static final BigDecimal ANY = BigDecimal.valueOf(1_000_000_000_000L);

  static final int DEFAULT_QUANTITY = 20;
  static final int DEFAULT_DAYS = 60;

  /** Time enough to have goods under way. */
  static LocalDate defaultStart(LocalDate today) {
    return today.plusDays(14);
  }

  DateRange stay() {
    return DateRange.ofDays(from, days);
  }

  /** The request that this would become, to be priced like one. */
  LeaseRequest request(CurrencyUnit currency) {
    return new LeaseRequest(
        NOBODY,
        NOBODY,
        "any",
        storageClass,
        unit,
        quantity,
        from,
        from,
        days,
        List.of(new LeaseRequest.Market(market, BigDecimal.ONE)),
        Money.of(currency, budget.orElse(ANY)));
  }

  SearchOffers.Filter filter() {
    return new SearchOffers.Filter(country, kilometres);
  }

  /** The address of this search at {@code path}, on another page of it. */
  public String address(String path, int other) {
    UriComponentsBuilder address =
        UriComponentsBuilder.fromPath(path)
            .queryParam("place", market.unlocode())
            .queryParam("quantity", quantity)
            .queryParam("unit", unit)
            .queryParam("storageClass", storageClass)
            .queryParam("from", from)
            .queryParam("days", days);
    country.ifPresent(value -> address.queryParam("country", value));
    kilometres.ifPresent(value -> address.queryParam("kilometres", value));
    budget.ifPresent(value -> address.queryParam("budget", value.toPlainString()));
    if (other > 0) {
      address.queryParam("page", other);
    }
    return address.encode().toUriString();
  }

  public String address(String path) {
    return address(path, 0);
  }
}
