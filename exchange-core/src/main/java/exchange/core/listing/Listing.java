package exchange.core.listing;

import exchange.core.values.DateRange;
import exchange.core.values.Refusal;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An offer of idle capacity, by its owner or by who leases it; also the slot that requests are
 * assigned to.
 *
 * @param ownerId whoever lets the space: of a sublet, its tenant
 * @param quantity units on every day of {@code window}, 1 or more
 * @param minimumQuantity least units of one lease
 * @param minimumDays shortest lease
 * @param open whether new leases may begin; running ones go on either way
 * @param sublets whether its tenants may offer on what they lease
 * @param parent the lease that a sublet hangs below
 * @param acceptance which leases wait for the word of whoever lets
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
    SubletRule sublets,
    Optional<Parent> parent,
    AcceptanceRule acceptance) {

  /** A window of capacity is kept day by day, so it has a most. */
  public static final int MOST_DAYS = 3 * 366;

  /** More than any warehouse has. */
  public static final int MOST_UNITS = 1_000_000;

  /**
   * A lease of which a part is offered on.
   *
   * @param lessors who let the space to its tenant, one below the other
   */
  public record Parent(UUID contractId, Set<UUID> lessors) {
    public Parent {
      lessors = Set.copyOf(lessors);
    }
  }

  public Listing {
    requireCount("quantity", quantity, MOST_UNITS);
    requireCount("minimumQuantity", minimumQuantity, quantity);
    if (window.days() > MOST_DAYS) {
      throw Refusal.invalid("window", "must span at most " + MOST_DAYS + " days");
    }
    requireCount("minimumDays", minimumDays, window.days());
  }

  /** An owner's own, that takes every lease at once and is sublet with its consent. */
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
        SubletRule.WITH_CONSENT,
        Optional.empty(),
        AcceptanceRule.AT_ONCE);
  }

  /** The same under another rule. */
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
        sublets,
        parent,
        rule);
  }

  /** The same with what may change of it. */
  public Listing revised(
      int newQuantity,
      RateCard newRateCard,
      int newMinimumQuantity,
      int newMinimumDays,
      boolean newOpen,
      SubletRule newSublets) {
    if (parent.isPresent() && newSublets != sublets) {
      throw Refusal.invalid("sublets", "must be " + sublets + ", as the lease above has it");
    }
    return new Listing(
        id,
        ownerId,
        site,
        storageClass,
        unit,
        newQuantity,
        window,
        newRateCard,
        newMinimumQuantity,
        newMinimumDays,
        newOpen,
        newSublets,
        parent,
        acceptance);
  }

  /** Whether the member has let the space, at first or on. */
  public boolean isLetBy(UUID memberId) {
    return ownerId.equals(memberId)
        || parent.filter(lease -> lease.lessors().contains(memberId)).isPresent();
  }

  private static void requireCount(String field, int count, int most) {
    if (count < 1 || count > most) {
      throw Refusal.invalid(field, "must lie between 1 and " + most);
    }
  }
}
