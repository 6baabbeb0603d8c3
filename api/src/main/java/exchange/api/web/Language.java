package exchange.api.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.http.HttpCookie;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.i18n.LocaleContextResolver;

/** The language of a page: the reader's choice, else what the browser prefers. */
final class Language implements LocaleContextResolver {
  static final String COOKIE = "language";
  static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

  @Override
  public LocaleContext resolveLocaleContext(ServerWebExchange exchange) {
    return new SimpleLocaleContext(of(exchange));
  }

  static Locale of(ServerWebExchange exchange) {
    HttpCookie chosen = exchange.getRequest().getCookies().getFirst(COOKIE);
    return ALL.stream()
        .filter(locale -> chosen != null && tag(locale).equals(chosen.getValue()))
        .findFirst()
        .orElseGet(() -> preferred(exchange));
  }

  private static Locale preferred(ServerWebExchange exchange) {
    try {
      return exchange.getRequest().getHeaders().getAcceptLanguageAsLocales().stream()
          .flatMap(
              asked -> ALL.stream().filter(ours -> ours.getLanguage().equals(asked.getLanguage())))
          .findFirst()
          .orElse(Locale.ENGLISH);
    } catch (IllegalArgumentException unreadable) {
      return Locale.ENGLISH;
    }
  }

  /** As HTML and the cookie spell it: {@code en} or {@code zh-CN}. */
  static String tag(Locale locale) {
    return locale.toLanguageTag();
  }

  @Override
  public void setLocaleContext(ServerWebExchange exchange, @Nullable LocaleContext locale) {
    throw new UnsupportedOperationException("the language is chosen by the cookie");
  }
}
