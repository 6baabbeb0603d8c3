package exchange.core.quote;

import exchange.core.listing.Site;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequest.Market;
import exchange.core.values.Place;
import exchange.core.values.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Estimates the transport that a site's place causes: once from its gateway port, then to the
 * request's markets by weight. Road distance is the geodesic times a circuity; each further band of
 * it costs less per unit and kilometre.
 */
public final class LocationCost {
  /** Road kilometres per kilometre of geodesic; 1.2 to 1.4 in the trade. */
  private static final BigDecimal CIRCUITY = new BigDecimal("1.3");

  private static final double CIRCUITY_AT_LEAST = CIRCUITY.doubleValue();

  /** Most that a stated distance can be below the true one, in kilometres. */
  private static final double ROUNDING = 0.06;

  private static final List<Band> INBOUND =
      List.of(new Band(100, "0.22"), new Band(500, "0.12"), new Band(Integer.MAX_VALUE, "0.05"));
  private static final List<Band> OUTBOUND =
      List.of(new Band(100, "0.25"), new Band(500, "0.14"), new Band(Integer.MAX_VALUE, "0.06"));

  private final CurrencyUnit market;

  /**
   * @param market the currency that the bands' rates are stated in
   */
  public LocationCost(CurrencyUnit market) {
    this.market = market;
  }

  /** Up to {@code untilKilometres} of the way, one pallet costs {@code rate} a kilometre. */
  private record Band(int untilKilometres, BigDecimal rate, double perKilometre) {
    Band(int untilKilometres, String rate) {
      this(untilKilometres, new BigDecimal(rate), Double.parseDouble(rate));
    }
  }

  public LocationEstimate estimate(LeaseRequest request, Site site) {
    List<LocationEstimate.Leg> legs = new ArrayList<>();
    Place gateway = site.gateway();
    legs.add(
        leg(
            request,
            gateway.unlocode(),
            site.name(),
            distance(site, gateway),
            BigDecimal.ONE,
            INBOUND));
    BigDecimal weights =
        request.markets().stream().map(Market::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
    for (Market destination : request.markets()) {
      Place place = destination.place();
      BigDecimal share = destination.weight().divide(weights, MathContext.DECIMAL64);
      legs.add(leg(request, site.name(), place.unlocode(), distance(site, place), share, OUTBOUND));
    }
    return new LocationEstimate(market, legs);
  }

  /** What the way in from the gateway port costs a pallet. */
  static double inboundPerPallet(Site site) {
    return perPallet(distance(site, site.gateway()), INBOUND).doubleValue();
  }

  /** What the way out costs a pallet at least, when its geodesic is no shorter. */
  static double outboundPerPallet(double geodesicKilometres) {
    double kilometres = Math.max(0, geodesicKilometres * CIRCUITY_AT_LEAST - ROUNDING);
    double cost = 0;
    double start = 0;
    for (Band band : OUTBOUND) {
      double end = Math.min(kilometres, band.untilKilometres());
      if (end <= start) {
        break;
      }
      cost += (end - start) * band.perKilometre();
      start = end;
    }
    return cost;
  }

  private static BigDecimal distance(Site site, Place place) {
    return BigDecimal.valueOf(site.point().kilometresTo(place.point()))
        .multiply(CIRCUITY)
        .setScale(1, RoundingMode.HALF_UP);
  }

  private LocationEstimate.Leg leg(
      LeaseRequest request,
      String from,
      String to,
      BigDecimal kilometres,
      BigDecimal share,
      List<Band> bands) {
    BigDecimal amount =
        perPallet(kilometres, bands)
            .multiply(pallets(request.unit()))
            .multiply(BigDecimal.valueOf(request.quantity()))
            .multiply(share);
    return new LocationEstimate.Leg(
        from,
        to,
        kilometres,
        share.setScale(4, RoundingMode.HALF_UP),
        Money.of(market, amount, RoundingMode.HALF_UP));
  }

  private static BigDecimal perPallet(BigDecimal kilometres, List<Band> bands) {
    BigDecimal cost = BigDecimal.ZERO;
    BigDecimal start = BigDecimal.ZERO;
    for (Band band : bands) {
      BigDecimal end = kilometres.min(BigDecimal.valueOf(band.untilKilometres()));
      if (end.compareTo(start) <= 0) {
        break;
      }
      cost = cost.add(end.subtract(start).multiply(band.rate()));
      start = end;
    }
    return cost;
  }

  /** How many pallets move for one stored unit. */
  static BigDecimal pallets(Unit unit) {
    return switch (unit) {
      case XPX -> BigDecimal.ONE;
      case MTQ -> new BigDecimal("0.6");
      case MTK -> new BigDecimal("0.8");
    };
  }
}
