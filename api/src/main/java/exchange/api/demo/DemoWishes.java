package exchange.api.demo;

import exchange.api.demo.DemoListings.Offered;
import exchange.core.listing.Listing;
import exchange.core.request.LeaseRequest.Market;
import exchange.core.values.Places;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Draws what exporters ask for: each wish suits the offer that it was drawn at. */
final class DemoWishes {
  private static final int LEAST_DAYS = 14;
  private static final int MOST_DAYS = 180;
  private static final int MOST_START_DAYS = 14;
  private static final int MOST_UNITS = 130;

  /** First days spread over this season, so that most stays overlap. */
  private static final int SEASON_DAYS = 70;

  private final LocalDate firstStart;
  private final Places places;
  private final List<Offered> offers;
  private final Dice dice;

  DemoWishes(LocalDate start, Places places, List<Offered> offers, Dice dice) {
    this.firstStart = start.plusDays(7);
    this.places = places;
    this.offers = offers;
    this.dice = dice;
  }

  /** An offer, those of much-wanted gateways more often. */
  Offered anchor() {
    Gateway gateway = dice.pick(Gateway.ALL, Gateway::pull);
    return dice.pick(offers.stream().filter(offer -> offer.gateway().equals(gateway)).toList());
  }

  Wish at(Offered anchor) {
    Listing listing = anchor.listing();
    LocalDate open = listing.window().from();
    LocalDate earliest =
        (open.isAfter(firstStart) ? open : firstStart).plusDays(dice.between(0, SEASON_DAYS));
    long room = ChronoUnit.DAYS.between(earliest, listing.window().to()) - MOST_START_DAYS + 1;
    int days = (int) Math.min(room, dice.skewed(LEAST_DAYS, MOST_DAYS));
    return new Wish(
        listing.storageClass(),
        listing.unit(),
        dice.skewed(
            Math.max(4, listing.minimumQuantity()), Math.min(MOST_UNITS, listing.quantity())),
        earliest,
        dice.between(1, MOST_START_DAYS),
        Math.max(listing.minimumDays(), days),
        markets(anchor.gateway()));
  }

  /** Most of the goods go to the gateway's own town, the rest to others near it. */
  private List<Market> markets(Gateway gateway) {
    List<Market> markets = new ArrayList<>();
    markets.add(market(gateway.markets().get(0), dice.between(3, 8)));
    List<String> others =
        dice.shuffled(gateway.markets().subList(1, gateway.markets().size()))
            .subList(0, dice.between(0, gateway.markets().size() - 1));
    others.forEach(unlocode -> markets.add(market(unlocode, dice.between(1, 3))));
    return markets;
  }

  private Market market(String unlocode, int weight) {
    return new Market(places.require(unlocode), BigDecimal.valueOf(weight));
  }
}
