package exchange.api.web;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.reactive.result.view.CsrfRequestDataValueProcessor;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Who looks at a page and how it is to be shown.
 *
 * @param caller empty for somebody who has not signed in
 * @param name of the organization, or empty
 * @param theme {@code light}, {@code dark}, or {@code auto} for what the system prefers
 * @param address of the page with its query, to come back to
 */
public record Visitor(
    Optional<Caller> caller, String name, Locale locale, String theme, String address) {
  static final String THEME_COOKIE = "theme";

  static Mono<Visitor> of(ServerWebExchange exchange) {
    Mono<Visitor> known =
        exchange
            .getPrincipal()
            .ofType(Authentication.class)
            .filter(signedIn -> signedIn.getPrincipal() instanceof Caller)
            .map(
                signedIn ->
                    visitor(
                        exchange,
                        Optional.ofNullable((Caller) signedIn.getPrincipal()),
                        signedIn.getName()));
    return withCsrf(exchange)
        .then(
            known.switchIfEmpty(Mono.fromSupplier(() -> visitor(exchange, Optional.empty(), ""))));
  }

  /** Forms get the token as a hidden field by what is left here. */
  private static Mono<CsrfToken> withCsrf(ServerWebExchange exchange) {
    Mono<CsrfToken> token = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
    return token.doOnNext(
        value ->
            exchange
                .getAttributes()
                .put(CsrfRequestDataValueProcessor.DEFAULT_CSRF_ATTR_NAME, value));
  }

  private static Visitor visitor(ServerWebExchange exchange, Optional<Caller> caller, String name) {
    HttpCookie theme = exchange.getRequest().getCookies().getFirst(THEME_COOKIE);
    String query = exchange.getRequest().getURI().getRawQuery();
    String path = exchange.getRequest().getURI().getRawPath();
    return new Visitor(
        caller,
        name,
        Language.of(exchange),
        theme == null || !Preferences.THEMES.contains(theme.getValue()) ? "auto" : theme.getValue(),
        query == null ? path : path + "?" + query);
  }

  public String language() {
    return Language.tag(locale);
  }

  public boolean isSignedIn() {
    return caller.isPresent();
  }

  public boolean isExporter() {
    return is(Role.EXPORTER);
  }

  public boolean isOwner() {
    return is(Role.OWNER);
  }

  public boolean isOperator() {
    return is(Role.OPERATOR);
  }

  private boolean is(Role role) {
    return caller.map(known -> known.roles().contains(role)).orElse(false);
  }

  /** Whether the page is in this part of the site. */
  public boolean isAt(String part) {
    return address.equals(part) || address.startsWith(part + "/") || address.startsWith(part + "?");
  }
}
