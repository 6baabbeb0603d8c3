package exchange.core.request;

import exchange.core.values.DateRange;
import exchange.core.values.Place;
import exchange.core.values.Refusal;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What an exporter asks for.
 *
 * @param goods what will be stored, in words
 * @param quantity units, 1 or more
 * @param earliestStart first possible first day
 * @param latestStart last possible first day, the same or later
 * @param days length of the lease
 * @param markets where the goods go from there
 * @param budget most that storage and the estimated transport together may cost
 * @param splitting how a matching round may serve it in parts; empty when all must lie on one slot
 */
public record LeaseRequest(
    UUID id,
    UUID exporterId,
    String goods,
    StorageClass storageClass,
    Unit unit,
    int quantity,
    LocalDate earliestStart,
    LocalDate latestStart,
    int days,
    List<Market> markets,
    Money budget,
    Optional<Splitting> splitting) {

  /** Longest lease that one request can ask for. */
  public static final int MOST_DAYS = 3 * 366;

  /** Widest choice of first days. */
  public static final int MOST_START_DAYS = 92;

  /**
   * A destination of the goods.
   *
   * @param weight its share of the goods relative to the other markets', above 0
   */
  public record Market(Place place, BigDecimal weight) {
    public Market {
      if (weight.signum() <= 0) {
        throw Refusal.invalid("markets.weight", "must be above 0");
      }
    }
  }

  /** Whether it still looks for space. */
  public enum State {
    OPEN,
    /** Space is held for it. */
    HELD,
    LEASED,
    WITHDRAWN
  }

  public LeaseRequest {
    if (goods.isBlank()) {
      throw Refusal.invalid("goods", "must not be blank");
    }
    if (quantity < 1) {
      throw Refusal.invalid("quantity", "must be 1 or more");
    }
    if (days < 1 || days > MOST_DAYS) {
      throw Refusal.invalid("days", "must lie between 1 and " + MOST_DAYS);
    }
    if (latestStart.isBefore(earliestStart)) {
      throw Refusal.invalid("latestStart", "must not be before earliestStart");
    }
    if (latestStart.isAfter(earliestStart.plusDays(MOST_START_DAYS - 1L))) {
      throw Refusal.invalid(
          "latestStart", "must be at most " + (MOST_START_DAYS - 1) + " days after earliestStart");
    }
    if (budget.isNegativeOrZero()) {
      throw Refusal.invalid("budget.amount", "must be above 0");
    }
    markets = List.copyOf(markets);
    Set<String> seen = new HashSet<>();
    for (Market market : markets) {
      if (!seen.add(market.place().unlocode())) {
        throw Refusal.invalid("markets.unlocode", "names " + market.place().unlocode() + " twice");
      }
    }
    if (markets.isEmpty()) {
      throw Refusal.invalid("markets", "must name at least one place");
    }
    if (splitting.isPresent() && splitting.get().smallestPart() > quantity) {
      throw Refusal.invalid("splitting.smallestPart", "must not be more than the quantity");
    }
  }

  /** One that must lie on one slot. */
  public LeaseRequest(
      UUID id,
      UUID exporterId,
      String goods,
      StorageClass storageClass,
      Unit unit,
      int quantity,
      LocalDate earliestStart,
      LocalDate latestStart,
      int days,
      List<Market> markets,
      Money budget) {
    this(
        id,
        exporterId,
        goods,
        storageClass,
        unit,
        quantity,
        earliestStart,
        latestStart,
        days,
        markets,
        budget,
        Optional.empty());
  }

  /** The same request, which a matching round may serve in parts. */
  public LeaseRequest splitBy(Splitting splitting) {
    return with(quantity, Optional.of(splitting));
  }

  /** What may lie on one slot: the whole request, or some of its units where it may be split. */
  public List<LeaseRequest> parts() {
    List<LeaseRequest> parts = new ArrayList<>();
    splitting.ifPresent(
        how -> how.sizes(quantity).forEach(units -> parts.add(with(units, Optional.empty()))));
    parts.add(this);
    return parts;
  }

  private LeaseRequest with(int units, Optional<Splitting> how) {
    return new LeaseRequest(
        id,
        exporterId,
        goods,
        storageClass,
        unit,
        units,
        earliestStart,
        latestStart,
        days,
        markets,
        budget,
        how);
  }

  /** Every stay that would do, earliest first. */
  public List<DateRange> stays() {
    return earliestStart
        .datesUntil(latestStart.plusDays(1))
        .map(start -> DateRange.ofDays(start, days))
        .toList();
  }
}
