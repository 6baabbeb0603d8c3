package exchange.api.demo;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import exchange.core.values.ExchangeRates;
import exchange.core.values.GeoPoint;
import exchange.core.values.Place;
import exchange.core.values.Places;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the market takes as given: the ports of the world and one table of exchange rates. Read once
 * from the files that ship with the server; a bad row stops it and is named by file and line.
 */
public record MarketReferenceData(Places places, ExchangeRates rates) {
  private static final String FOLDER = "/market/";
  private static final String PORTS = "ports.csv";
  private static final List<String> PORT_COLUMNS =
      List.of("unlocode", "name", "country", "latitude", "longitude", "zone");
  private static final String RATES = "exchange-rates.csv";
  private static final List<String> RATE_COLUMNS = List.of("currency", "per_usd");

  /**
   * @throws IllegalStateException naming file and line of a bad row
   */
  public static MarketReferenceData read() {
    try (Reader ports = open(PORTS);
        Reader rates = open(RATES)) {
      return new MarketReferenceData(places(PORTS, ports), rates(RATES, rates));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader open(String file) {
    InputStream stream = MarketReferenceData.class.getResourceAsStream(FOLDER + file);
    if (stream == null) {
      throw new IllegalStateException(FOLDER + file + " is not on the class path");
    }
    return new InputStreamReader(stream, StandardCharsets.UTF_8);
  }

  static Places places(String file, Reader reader) {
    Map<String, Place> places = new HashMap<>();
    eachRow(file, reader, PORT_COLUMNS, comment -> {}, row -> addPlace(places, row));
    return new Places(places.values());
  }

  private static void addPlace(Map<String, Place> places, CsvRecord row) {
    String unlocode = matching("[A-Z]{2}[A-Z2-9]{3}", row.getField(0));
    String name = matching("(?s).*\\S.*", row.getField(1));
    String country = matching("[A-Z]{2}", row.getField(2));
    GeoPoint point =
        new GeoPoint(Double.parseDouble(row.getField(3)), Double.parseDouble(row.getField(4)));
    Place place = new Place(unlocode, name, country, point, ZoneId.of(row.getField(5)));
    if (places.put(unlocode, place) != null) {
      throw new IllegalArgumentException(unlocode + " is there twice");
    }
  }

  static ExchangeRates rates(String file, Reader reader) {
    Stated stated = new Stated();
    Map<CurrencyUnit, BigDecimal> perUsd = new HashMap<>();
    eachRow(file, reader, RATE_COLUMNS, stated::read, row -> addRate(perUsd, row));
    if (stated.source == null || stated.asOf == null) {
      throw new IllegalStateException(
          file + " must state '# source: …' and '# as of: …' above its rows");
    }
    return new ExchangeRates(CurrencyUnit.USD, stated.source, stated.asOf, perUsd);
  }

  /** What the comments above the rates say. */
  private static final class Stated {
    private @Nullable String source;
    private @Nullable Instant asOf;

    void read(String comment) {
      int colon = comment.indexOf(':');
      String value = comment.substring(colon + 1).strip();
      switch (comment.substring(0, Math.max(colon, 0)).strip()) {
        case "source" -> source = value;
        case "as of" -> asOf = Instant.parse(value);
        default -> {}
      }
    }
  }

  private static void addRate(Map<CurrencyUnit, BigDecimal> perUsd, CsvRecord row) {
    CurrencyUnit currency = CurrencyUnit.of(row.getField(0));
    BigDecimal rate = new BigDecimal(row.getField(1));
    require(rate.signum() > 0, "a rate must be above 0");
    require(!currency.isPseudoCurrency(), currency + " is nobody's money");
    if (currency.equals(CurrencyUnit.USD) || perUsd.put(currency, rate) != null) {
      throw new IllegalArgumentException(currency + " is there twice, or is the market's own");
    }
  }

  private static String matching(String pattern, String field) {
    if (!field.matches(pattern)) {
      throw new IllegalArgumentException("'" + field + "' does not match " + pattern);
    }
    return field;
  }

  /** Hands over comments, checks the header, then hands over rows of the right length. */
  private static void eachRow(
      String file,
      Reader reader,
      List<String> columns,
      Consumer<String> comments,
      Consumer<CsvRecord> rows) {
    boolean header = true;
    CsvReader.CsvReaderBuilder csv =
        CsvReader.builder()
            .commentStrategy(CommentStrategy.READ)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    long line = 1;
    try {
      for (CsvRecord row : csv.ofCsvRecord(reader)) {
        line = row.getStartingLineNumber();
        if (row.isComment()) {
          comments.accept(row.getField(0));
        } else if (header) {
          require(row.getFields().equals(columns), "the header must be " + columns);
          header = false;
        } else {
          require(row.getFieldCount() == columns.size(), "a row has the columns " + columns);
          rows.accept(row);
        }
        line++;
      }
    } catch (RuntimeException e) {
      throw new IllegalStateException(file + ", line " + line + ": " + e.getMessage(), e);
    }
    if (header) {
      throw new IllegalStateException(file + " is empty; its header must be " + columns);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
