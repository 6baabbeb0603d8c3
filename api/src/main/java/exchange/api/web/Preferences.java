package exchange.api.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Language and theme, kept by the reader's own browser. */
@Controller
final class Preferences {
  static final List<String> THEMES = List.of("auto", "light", "dark");
  private static final Duration LIFE = Duration.ofDays(400);

  @PostMapping("/preferences")
  Mono<Rendering> choose(ServerWebExchange exchange) {
    return exchange
        .getFormData()
        .map(
            form -> {
              for (Locale locale : Language.ALL) {
                keep(exchange, form, Language.COOKIE, Language.tag(locale));
              }
              THEMES.forEach(theme -> keep(exchange, form, Visitor.THEME_COOKIE, theme));
              return Rendering.redirectTo(inside(form.getFirst("back"))).build();
            });
  }

  private static void keep(
      ServerWebExchange exchange, MultiValueMap<String, String> form, String name, String value) {
    if (value.equals(form.getFirst(name))) {
      exchange
          .getResponse()
          .addCookie(
              ResponseCookie.from(name, value)
                  .path("/")
                  .httpOnly(true)
                  .sameSite("Lax")
                  .maxAge(LIFE)
                  .build());
    }
  }

  /** A path of this very site, or the front page: nobody is sent elsewhere by a link to us. */
  static String inside(@Nullable String path) {
    return path != null && path.matches("/(?![/\\\\])[^\\s\\\\{}]*") ? path : "/";
  }
}
