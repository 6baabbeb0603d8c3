package exchange.api.demo;

import exchange.core.listing.StorageRate.Basis;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;

/**
 * How warehouses of a country price and where they stand. Plausible figures for a demo, no survey
 * and no tax advice.
 *
 * @param usdPerPalletDay typical ambient storage
 * @param basis how storage is usually charged
 * @param taxPercent on what is not stored under bond
 * @param streets where the demo's warehouses stand; {@code #} is a house number
 */
record CountryCustom(
    String country,
    CurrencyUnit currency,
    double usdPerPalletDay,
    Basis basis,
    int taxPercent,
    List<String> streets) {

  private static final Map<String, CountryCustom> BY_COUNTRY =
      Arrays.stream(
              new CountryCustom[] {
                in(
                    "US",
                    "USD",
                    0.62,
                    Basis.MONTH,
                    0,
                    "#00 Cottonwood Commerce Way",
                    "#0 Dray Road"),
                in("CA", "CAD", 0.56, Basis.MONTH, 5, "#00 Cedar Spur Road", "#0 Millrace Way"),
                in("MX", "USD", 0.38, Basis.MONTH, 16, "Calle de las Bodegas #", "Camino Real #"),
                in("DE", "EUR", 0.33, Basis.DAY, 19, "Am Speicherdamm #", "Kranweg #"),
                in("NL", "EUR", 0.36, Basis.WEEK, 21, "Pakhuisweg #", "Lange Kade #"),
                in("BE", "EUR", 0.34, Basis.WEEK, 21, "Stapelhuisstraat #", "Kluizendok #"),
                in("FR", "EUR", 0.35, Basis.MONTH, 20, "# rue des Entrepôts", "# quai du Halage"),
                in("ES", "EUR", 0.27, Basis.DAY, 21, "Calle del Almacén #", "Camino del Puerto #"),
                in("IT", "EUR", 0.31, Basis.MONTH, 22, "Via dei Depositi #", "Via del Carico #"),
                in("PL", "EUR", 0.22, Basis.DAY, 23, "ul. Magazynowa #", "ul. Przeładunkowa #"),
                in("GB", "GBP", 0.52, Basis.WEEK, 20, "# Wharfside Road", "Unit #, Packhorse Park"),
                in("JP", "JPY", 0.60, Basis.MONTH, 10, "Minami-Soko #-4", "Kita-Futo #-12"),
                in("AU", "AUD", 0.55, Basis.WEEK, 10, "# Wattle Grove Road", "# Drovers Way"),
                in("SG", "SGD", 0.74, Basis.MONTH, 9, "# Lorong Gudang", "# Jetty Link"),
                in("AE", "AED", 0.44, Basis.MONTH, 5, "Plot S-#, Store Street", "Plot W-#"),
                in("KW", "KWD", 0.50, Basis.DAY, 0, "Block #, Store Street", "Plot #, Dhow Road")
              })
          .collect(Collectors.toMap(CountryCustom::country, Function.identity()));

  private static CountryCustom in(
      String country, String currency, double usd, Basis basis, int tax, String... streets) {
    return new CountryCustom(country, CurrencyUnit.of(currency), usd, basis, tax, List.of(streets));
  }

  static CountryCustom of(String country) {
    CountryCustom custom = BY_COUNTRY.get(country);
    if (custom == null) {
      throw new IllegalArgumentException("the demo has no customs of trade for " + country);
    }
    return custom;
  }
}
