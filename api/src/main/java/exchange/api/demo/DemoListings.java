package exchange.api.demo;

import exchange.api.demo.DemoWarehouses.Placed;
import exchange.core.listing.AcceptanceRule;
import exchange.core.listing.Listing;
import exchange.core.listing.Site;
import exchange.core.values.DateRange;
import exchange.core.values.ExchangeRates;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Draws the offers of the demo: one for each warehouse, and a second kind of space in some. */
final class DemoListings {
  static final int MOST_UNITS = 600;

  /** Windows end before this many months after the market's first day. */
  static final int MOST_MONTHS = 19;

  /** Every offer asks for more units than this. */
  static final int UNDER_EVERY_MINIMUM_UNITS = 2;

  /** Every offer asks for more days than this. */
  static final int UNDER_EVERY_MINIMUM_DAYS = 5;

  /** An offer and the gateway that it stands behind. */
  record Offered(Gateway gateway, Listing listing) {}

  private record Kind(StorageClass storageClass, Unit unit) {}

  private static final Kind PALLETS = new Kind(StorageClass.AMBIENT, Unit.XPX);

  private final LocalDate start;
  private final Dice dice;
  private final DemoRateCards rateCards;

  DemoListings(LocalDate start, ExchangeRates rates, Dice dice) {
    this.start = start;
    this.dice = dice;
    this.rateCards = new DemoRateCards(rates, dice);
  }

  List<Offered> draw(List<Placed> sites) {
    Deque<Kind> deck = new ArrayDeque<>(dice.shuffled(specialKinds()));
    List<Offered> all = new ArrayList<>();
    for (Placed site : sites) {
      // So that every gateway has what most requests ask for.
      Kind kind = site.rank() == 1 ? PALLETS : deck.pop();
      all.add(offer(all.size() + 1, site, kind));
    }
    for (Placed site : dice.shuffled(sites).subList(0, deck.size())) {
      all.add(offer(all.size() + 1, site, deck.pop()));
    }
    return all;
  }

  /** Counted out and not thrown, so that no seed leaves a kind of space out. */
  private static List<Kind> specialKinds() {
    List<Kind> kinds = new ArrayList<>();
    kinds.addAll(Collections.nCopies(18, PALLETS));
    kinds.addAll(Collections.nCopies(3, new Kind(StorageClass.AMBIENT, Unit.MTQ)));
    kinds.addAll(Collections.nCopies(2, new Kind(StorageClass.AMBIENT, Unit.MTK)));
    kinds.addAll(Collections.nCopies(6, new Kind(StorageClass.BONDED, Unit.XPX)));
    kinds.addAll(Collections.nCopies(5, new Kind(StorageClass.CHILLED, Unit.XPX)));
    kinds.addAll(Collections.nCopies(4, new Kind(StorageClass.FROZEN, Unit.XPX)));
    return kinds;
  }

  private Offered offer(int number, Placed site, Kind kind) {
    LocalDate from = start.plusDays(dice.between(0, 20));
    DateRange window = new DateRange(from, from.plusMonths(dice.between(6, 18)));
    int quantity = 5 * dice.skewed(10, MOST_UNITS / 5);
    Listing listing =
        new Listing(
            DemoMarket.id("listing", number),
            site.warehouse().ownerId(),
            Site.of(site.warehouse()),
            kind.storageClass(),
            kind.unit(),
            quantity,
            window,
            rateCards.draw(site.warehouse().country(), kind.storageClass(), kind.unit(), window),
            dice.pick(List.of(3, 5, 5, 10)),
            dice.pick(List.of(7, 7, 14, 28)),
            true);
    return new Offered(site.gateway(), listing.accepting(acceptance(number, quantity)));
  }

  /** Some owners decide by hand, some by a rule; counted out, so that it moves nothing else. */
  private static AcceptanceRule acceptance(int number, int quantity) {
    return switch (number % 6) {
      case 2 -> AcceptanceRule.BY_HAND;
      case 4 ->
          new AcceptanceRule(
              AcceptanceRule.Mode.BY_RULE,
              List.of("lithium", "battery", "batteries"),
              Optional.empty(),
              new AcceptanceRule.Range(1, Math.max(1, quantity / 2)),
              new AcceptanceRule.Range(1, 180),
              List.of());
      default -> AcceptanceRule.AT_ONCE;
    };
  }
}
