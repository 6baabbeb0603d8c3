package exchange.core.listing;

import exchange.core.values.DateRange;
import exchange.core.values.Refusal;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.util.UUID;

/**
 * An owner's offer of idle capacity; also the slot that requests are assigned to.
 *
 * @param quantity units on every day of {@code window}, 1 or more
 * @param minimumQuantity least units of one lease
 * @param minimumDays shortest lease
 * @param open whether new leases may begin; running ones go on either way
 * @param acceptance which leases wait for the owner's word
 */
public record Listing(
    UUID id,
    UUID ownerId,
    Site site,
    StorageClass storageClass,
    Unit unit,
    int quantity,
    DateRange window,
    RateCard rateCard,
    int minimumQuantity,
    int minimumDays,
    boolean open,
    AcceptanceRule acceptance) {

  /** A window of capacity is kept day by day, so it has a most. */
  public static final int MOST_DAYS = 3 * 366;

  /** More than any warehouse has. */
  public static final int MOST_UNITS = 1_000_000;

  public Listing {
    requireCount("quantity", quantity, MOST_UNITS);
    requireCount("minimumQuantity", minimumQuantity, quantity);
    if (window.days() > MOST_DAYS) {
      throw Refusal.invalid("window", "must span at most " + MOST_DAYS + " days");
    }
    requireCount("minimumDays", minimumDays, window.days());
  }

  /** One whose owner takes every lease at once. */
  public Listing(
      UUID id,
      UUID ownerId,
      Site site,
      StorageClass storageClass,
      Unit unit,
      int quantity,
      DateRange window,
      RateCard rateCard,
      int minimumQuantity,
      int minimumDays,
      boolean open) {
    this(
        id,
        ownerId,
        site,
        storageClass,
        unit,
        quantity,
        window,
        rateCard,
        minimumQuantity,
        minimumDays,
        open,
        AcceptanceRule.AT_ONCE);
  }

  /** The same listing under another rule. */
  public Listing accepting(AcceptanceRule rule) {
    return new Listing(
        id,
        ownerId,
        site,
        storageClass,
        unit,
        quantity,
        window,
        rateCard,
        minimumQuantity,
        minimumDays,
        open,
        rule);
  }

  private static void requireCount(String field, int count, int most) {
    if (count < 1 || count > most) {
      throw Refusal.invalid(field, "must lie between 1 and " + most);
    }
  }
}
