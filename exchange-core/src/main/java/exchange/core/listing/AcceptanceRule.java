package exchange.core.listing;

import exchange.core.member.CreditTier;
import exchange.core.values.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Which leases of a listing its owner takes at once, and which wait for its word. All but the mode
 * counts only {@link Mode#BY_RULE}.
 *
 * @param excludedGoods words; goods that any of them occurs in wait
 * @param leastTier exporters of a lower tier wait
 * @param partners exporters that never wait
 */
public record AcceptanceRule(
    Mode mode,
    List<String> excludedGoods,
    Optional<CreditTier> leastTier,
    Range quantity,
    Range days,
    List<UUID> partners) {

  /** Any quantity. */
  public static final Range ANY_QUANTITY = new Range(1, Listing.MOST_UNITS);

  /** Any length. */
  public static final Range ANY_DAYS = new Range(1, Listing.MOST_DAYS);

  /** Every lease is taken at once. */
  public static final AcceptanceRule AT_ONCE = of(Mode.AT_ONCE);

  /** None is. */
  public static final AcceptanceRule BY_HAND = of(Mode.BY_HAND);

  /** A lease that may have to wait begins no earlier than so many days after today. */
  public static final int LEAD_DAYS = 2;

  /** Who decides. */
  public enum Mode {
    AT_ONCE,
    BY_RULE,
    BY_HAND
  }

  /** Why an owner is asked. */
  public enum Ground {
    BY_HAND,
    GOODS,
    CREDIT_TIER,
    QUANTITY,
    TERM
  }

  /** Whole numbers, both ends included. */
  public record Range(int least, int most) {
    public Range {
      if (least < 1 || most < least) {
        throw Refusal.invalid("acceptance", "must have ranges that are not empty");
      }
    }

    boolean has(int number) {
      return least <= number && number <= most;
    }
  }

  public AcceptanceRule {
    excludedGoods = excludedGoods.stream().map(String::strip).distinct().toList();
    partners = partners.stream().distinct().toList();
    if (excludedGoods.stream().anyMatch(String::isEmpty)) {
      throw Refusal.invalid("acceptance.excludedGoods", "must not have empty words");
    }
  }

  private static AcceptanceRule of(Mode mode) {
    return new AcceptanceRule(mode, List.of(), Optional.empty(), ANY_QUANTITY, ANY_DAYS, List.of());
  }

  /** Why the owner is asked about such a lease; nothing if it takes it at once. */
  public List<Ground> grounds(
      UUID exporterId, CreditTier tier, String goods, int quantity, int days) {
    if (mode == Mode.AT_ONCE) {
      return List.of();
    }
    if (mode == Mode.BY_HAND) {
      return List.of(Ground.BY_HAND);
    }
    List<Ground> grounds = new ArrayList<>();
    if (!partners.contains(exporterId)) {
      String all = goods.toLowerCase(Locale.ROOT);
      if (excludedGoods.stream().anyMatch(word -> all.contains(word.toLowerCase(Locale.ROOT)))) {
        grounds.add(Ground.GOODS);
      }
      if (leastTier.isPresent() && tier.compareTo(leastTier.get()) < 0) {
        grounds.add(Ground.CREDIT_TIER);
      }
      if (!this.quantity.has(quantity)) {
        grounds.add(Ground.QUANTITY);
      }
      if (!this.days.has(days)) {
        grounds.add(Ground.TERM);
      }
    }
    return grounds;
  }

  /** The same of a rule as others may see it: whom the owner knows is its own business. */
  public AcceptanceRule withoutPartners() {
    return new AcceptanceRule(mode, excludedGoods, leastTier, quantity, days, List.of());
  }
}
