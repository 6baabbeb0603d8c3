package exchange.api;

import java.util.Locale;
import java.util.ResourceBundle;

/** The pages' own words in one language. */
public record Words(ResourceBundle bundle) {
  public static Words in(String language) {
    Locale locale = Locale.forLanguageTag(language);
    return new Words(
        ResourceBundle.getBundle(
            "messages",
            locale.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
  }

  public String of(String key) {
    return bundle.getString(key);
  }

  /** The words before the first value that is filled in. */
  String start(String key) {
    return of(key).replaceFirst("(?s)\\{.*", "").strip();
  }
}
