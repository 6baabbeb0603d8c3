package exchange.api.demo;

import exchange.core.values.GeoPoint;
import exchange.core.values.Place;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * A port with warehouses of the demo around it.
 *
 * @param unlocode of the port
 * @param owner number of the owner whose sites stand there, from 1
 * @param sites how many
 * @param inland compass bearing in degrees under which there is land
 * @param farthest kilometres to the remotest site
 * @param pull how often requests come here, relative to the other gateways
 * @param markets UN/LOCODEs where goods stored here go, the nearest first
 */
record Gateway(
    String unlocode,
    int owner,
    int sites,
    int inland,
    int farthest,
    int pull,
    List<String> markets) {

  private static final double KILOMETRES_PER_DEGREE = 111.32;

  static final List<Gateway> ALL =
      List.of(
          at("USLAX", 1, 4, 85, 45, 11, "USLAX", "USLGB", "USSAN", "USSFO"),
          at("USLGB", 1, 2, 15, 20, 7, "USLGB", "USLAX", "USSAN", "USSFO"),
          at("USNYC", 2, 4, 265, 35, 11, "USNYC", "USPHL", "USBAL", "USBOS"),
          at("USSAV", 3, 2, 290, 30, 5, "USSAV", "USCHS", "USJAX", "USATL"),
          at("USHOU", 3, 2, 300, 30, 5, "USHOU", "USGLS", "USMSY"),
          at("USSEA", 4, 1, 160, 35, 4, "USSEA", "USTIW", "USPDX"),
          at("CAVAN", 4, 1, 115, 30, 4, "CAVAN", "USSEA"),
          at("MXZLO", 1, 1, 30, 15, 1, "MXZLO"),
          at("DEHAM", 5, 4, 190, 35, 11, "DEHAM", "DELBC", "DEBRE", "DEKEL"),
          at("DEBRV", 5, 1, 150, 25, 4, "DEBRV", "DEBRE", "DEHAM"),
          at("NLRTM", 6, 4, 95, 35, 11, "NLRTM", "NLAMS", "BEANR", "DEHAM"),
          at("BEANR", 6, 2, 120, 30, 6, "BEANR", "BEGNE", "NLRTM", "FRPAR"),
          at("FRLEH", 8, 2, 95, 35, 4, "FRLEH", "FRURO", "FRPAR"),
          at("ESVLC", 9, 2, 280, 25, 4, "ESVLC", "ESBCN", "ESMAD"),
          at("ITGOA", 9, 1, 350, 40, 4, "ITGOA", "ITSPE", "ITLIV", "FRMRS"),
          at("PLGDN", 5, 1, 200, 30, 3, "PLGDN", "PLGDY", "PLSZZ"),
          at("GBFXT", 7, 4, 290, 40, 11, "GBFXT", "GBIPS", "GBLON", "GBHUL"),
          at("GBSOU", 7, 2, 350, 35, 5, "GBSOU", "GBPME", "GBLON", "GBBRS"),
          at("GBLIV", 7, 1, 90, 40, 4, "GBLIV", "GBHUL", "IEDUB"),
          at("JPYOK", 10, 4, 310, 35, 9, "JPYOK", "JPTYO", "JPCHB"),
          at("JPOSA", 10, 1, 60, 20, 4, "JPOSA", "JPUKB", "JPNGO"),
          at("AUSYD", 11, 2, 265, 40, 5, "AUSYD", "AUNTL", "AUMEL"),
          at("AUMEL", 11, 1, 335, 25, 3, "AUMEL", "AUADL", "AUSYD"),
          at("AEJEA", 12, 2, 130, 30, 4, "AEJEA", "AEDXB", "AEAUH", "AESHJ"),
          at("SGSIN", 11, 1, 345, 12, 3, "SGSIN", "MYJHB", "MYPKG"),
          at("KWSWK", 12, 1, 200, 15, 1, "KWSWK", "KWSAA", "SADMM"));

  private static Gateway at(
      String unlocode,
      int owner,
      int sites,
      int inland,
      int farthest,
      int pull,
      String... markets) {
    return new Gateway(unlocode, owner, sites, inland, farthest, pull, List.of(markets));
  }

  /** Somewhere on the landward side of the port, 4 km away or more. */
  GeoPoint somewhere(Place port, Dice dice) {
    double bearing = StrictMath.toRadians(inland + dice.between(-35.0, 35.0));
    double degrees = dice.between(4.0, farthest) / KILOMETRES_PER_DEGREE;
    // The Earth is flat enough over this distance.
    double latitude = port.point().latitude() + degrees * StrictMath.cos(bearing);
    double shrink = StrictMath.cos(StrictMath.toRadians(latitude));
    double longitude = port.point().longitude() + degrees * StrictMath.sin(bearing) / shrink;
    return new GeoPoint(rounded(latitude), rounded(longitude));
  }

  private static double rounded(double degrees) {
    return BigDecimal.valueOf(degrees).setScale(4, RoundingMode.HALF_UP).doubleValue();
  }
}
