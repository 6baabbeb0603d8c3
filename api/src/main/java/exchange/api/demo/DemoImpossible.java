package exchange.api.demo;

import exchange.api.demo.DemoListings.Offered;
import exchange.api.demo.DemoRequests.Draft;
import exchange.core.listing.Listing;
import exchange.core.quote.Objection.Rule;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Draws the requests that nobody can serve: each breaks one rule for every offer, on purpose. */
final class DemoImpossible {
  private final LocalDate start;
  private final List<Offered> offers;
  private final DemoWishes wishes;
  private final DemoBudgets budgets;
  private final Dice dice;
  private final List<Draft> all = new ArrayList<>();

  DemoImpossible(
      LocalDate start, List<Offered> offers, DemoWishes wishes, DemoBudgets budgets, Dice dice) {
    this.start = start;
    this.offers = offers;
    this.wishes = wishes;
    this.budgets = budgets;
    this.dice = dice;
  }

  List<Draft> draw() {
    for (int i = 0; i < 2; i++) {
      ofKindThatNobodyOffers(StorageClass.HAZMAT);
      ofKindThatNobodyOffers(StorageClass.HIGH_VALUE);
      farFromEveryOffer(i == 0 ? StorageClass.FROZEN : StorageClass.CHILLED);
    }
    inUnitThatNobodyCounts(StorageClass.CHILLED, Unit.MTQ);
    inUnitThatNobodyCounts(StorageClass.FROZEN, Unit.MTK);
    inUnitThatNobodyCounts(StorageClass.BONDED, Unit.MTQ);
    for (int i = 0; i < 3; i++) {
      tooLittle();
      tooShort();
      tooLarge();
      tooLate();
    }
    for (int i = 0; i < 4; i++) {
      tooCheap();
    }
    return all;
  }

  private void ofKindThatNobodyOffers(StorageClass storageClass) {
    Wish base = pallets();
    add(base.of(storageClass), cost(base, 2), Rule.STORAGE_CLASS);
  }

  private void inUnitThatNobodyCounts(StorageClass storageClass, Unit unit) {
    Wish base = wishes.at(anyOffer(listing -> listing.storageClass() == storageClass));
    add(base.in(unit), cost(base, 2), Rule.UNIT);
  }

  private void tooLittle() {
    Wish base = pallets();
    int units = dice.between(1, DemoListings.UNDER_EVERY_MINIMUM_UNITS);
    add(base.ofUnits(units), cost(base, 1), Rule.MINIMUM_QUANTITY);
  }

  private void tooShort() {
    Wish base = pallets();
    int days = dice.between(3, DemoListings.UNDER_EVERY_MINIMUM_DAYS);
    add(base.forDays(days), cost(base, 1), Rule.MINIMUM_TERM);
  }

  private void tooLarge() {
    Wish base = pallets();
    int units = DemoListings.MOST_UNITS + 50 * dice.between(1, 12);
    add(base.ofUnits(units), cost(base, 2.0 * units / base.quantity()), Rule.QUANTITY);
  }

  private void tooLate() {
    Wish base = pallets();
    LocalDate late = start.plusMonths(DemoListings.MOST_MONTHS).plusDays(dice.between(1, 60));
    add(base.from(late), cost(base, 1.5), Rule.WINDOW);
  }

  private void tooCheap() {
    Wish base = pallets();
    add(base, cost(base, dice.between(0.15, 0.35)), Rule.BUDGET);
  }

  /** Pays twice what a plain roof costs there, which is less than the way to the nearest offer. */
  private void farFromEveryOffer(StorageClass storageClass) {
    Offered remotest =
        offers.stream()
            .filter(offer -> isPallets(offer.listing()))
            .max(Comparator.comparing(offer -> kilometresToNearest(storageClass, offer)))
            .orElseThrow();
    Wish base = wishes.at(remotest).forDays(dice.between(28, 35));
    add(base.of(storageClass), cost(base, 2), Rule.BUDGET);
  }

  private double kilometresToNearest(StorageClass storageClass, Offered from) {
    return offers.stream()
        .map(Offered::listing)
        .filter(listing -> listing.storageClass() == storageClass)
        .mapToDouble(to -> to.site().point().kilometresTo(from.listing().site().point()))
        .min()
        .orElse(0);
  }

  private Wish pallets() {
    return wishes.at(anyOffer(DemoImpossible::isPallets));
  }

  private static boolean isPallets(Listing listing) {
    return listing.storageClass() == StorageClass.AMBIENT && listing.unit() == Unit.XPX;
  }

  private Offered anyOffer(Predicate<Listing> kind) {
    return dice.pick(offers.stream().filter(offer -> kind.test(offer.listing())).toList());
  }

  private BigDecimal cost(Wish wish, double times) {
    return budgets.cheapest(wish).multiply(BigDecimal.valueOf(times));
  }

  private void add(Wish wish, BigDecimal usd, Rule rule) {
    all.add(new Draft(wish, usd, Optional.of(rule)));
  }
}
