package exchange.api.web;

import exchange.core.values.Place;
import exchange.core.values.Places;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds the places that people type, and names them in the reader's language where known. */
@Component
public final class PlaceNames {
  private static final int MOST = 12;

  private final Places places;
  private final Properties chinese = new Properties();

  PlaceNames(Places places) {
    this.places = places;
    try (InputStream file =
            Objects.requireNonNull(PlaceNames.class.getResourceAsStream("/places_zh.properties"));
        Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
      chinese.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String of(Place place, Locale locale) {
    return locale.getLanguage().equals("zh")
        ? chinese.getProperty(place.unlocode(), place.name())
        : place.name();
  }

  /** The place of that code, or the text itself where it is none. */
  public String of(String text, Locale locale) {
    return places.find(text).map(place -> of(place, locale)).orElse(text);
  }

  /** As a field shows it: such as {@code Hamburg (DEHAM)}. */
  public String label(Place place, Locale locale) {
    return of(place, locale) + " (" + place.unlocode() + ")";
  }

  /** The places that begin with what was typed so far, by name or code, in any language. */
  List<Place> startingWith(String typed) {
    String start = typed.strip().toLowerCase(Locale.ROOT);
    return start.isEmpty()
        ? List.of()
        : places.all().stream()
            .filter(place -> names(place).anyMatch(name -> name.startsWith(start)))
            .limit(MOST)
            .toList();
  }

  /**
   * @throws exchange.core.values.RefusedException {@code UNKNOWN_PLACE}
   */
  Place require(String typed) {
    String wanted = typed.strip().toLowerCase(Locale.ROOT);
    String code = wanted.replaceFirst("(?s).*\\((.{5})\\)$", "$1").toUpperCase(Locale.ROOT);
    return places
        .find(code)
        .or(
            () ->
                places.all().stream()
                    .filter(place -> names(place).anyMatch(wanted::equals))
                    .findFirst())
        .or(() -> startingWith(wanted).stream().findFirst())
        .orElseThrow(() -> Refusal.of(RefusalCode.UNKNOWN_PLACE, "unlocode", typed));
  }

  private Stream<String> names(Place place) {
    return Stream.of(
            place.unlocode(), place.name(), chinese.getProperty(place.unlocode(), place.name()))
        .map(name -> name.toLowerCase(Locale.ROOT));
  }
}
