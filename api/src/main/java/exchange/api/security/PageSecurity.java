package exchange.api.security;

import exchange.core.member.Organizations;
import java.net.URI;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.authentication.logout.RedirectServerLogoutSuccessHandler;
import org.springframework.security.web.server.authentication.logout.SecurityContextServerLogoutHandler;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.XorServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.savedrequest.CookieServerRequestCache;
import org.springframework.security.web.server.savedrequest.ServerRequestCache;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Guards the pages: everything that the API's chain does not take. */
@Configuration(proxyBeanMethods = false)
class PageSecurity {
  /** Neither script nor style but from our own files. */
  private static final String CONTENT =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  @Bean
  @Order(1)
  SecurityWebFilterChain pageChain(
      ServerHttpSecurity http,
      Organizations organizations,
      ClientCredentials credentials,
      ServerKeys keys,
      Clock clock) {
    byte[] key = new DerivedSecrets(keys.clientSecrets()).of("page-session", "");
    SessionCookie session = new SessionCookie(key, clock);
    ServerRequestCache wanted = new CookieServerRequestCache();
    return http.securityContextRepository(session)
        .csrf(PageSecurity::csrf)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        // Its filter would forget the page that was wanted as soon as the login page is shown.
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .formLogin(login -> login(login, new MemberSignIn(organizations, credentials), wanted))
        .logout(logout -> logout(logout, session))
        .headers(PageSecurity::headers)
        // Each page says by itself whether it needs a member: what is not there is missing, not
        // locked.
        .authorizeExchange(rules -> rules.anyExchange().permitAll())
        .exceptionHandling(errors -> errors.authenticationEntryPoint(toLogin(wanted)))
        .build();
  }

  /** In a cookie like the session, so that it needs no node either. */
  private static void csrf(ServerHttpSecurity.CsrfSpec csrf) {
    XorServerCsrfTokenRequestAttributeHandler tokens =
        new XorServerCsrfTokenRequestAttributeHandler();
    tokens.setTokenFromMultipartDataEnabled(true);
    csrf.csrfTokenRepository(new CookieServerCsrfTokenRepository())
        .csrfTokenRequestHandler(tokens)
        .accessDeniedHandler(
            (exchange, denied) -> Mono.error(new ResponseStatusException(HttpStatus.FORBIDDEN)));
  }

  private static void login(
      ServerHttpSecurity.FormLoginSpec login, MemberSignIn signIn, ServerRequestCache wanted) {
    RedirectServerAuthenticationSuccessHandler success =
        new RedirectServerAuthenticationSuccessHandler("/desk");
    success.setRequestCache(wanted);
    login
        .loginPage("/login")
        .authenticationManager(signIn)
        .authenticationSuccessHandler(success)
        .authenticationFailureHandler(
            new RedirectServerAuthenticationFailureHandler("/login?wrong"));
  }

  private static void logout(ServerHttpSecurity.LogoutSpec logout, SessionCookie session) {
    SecurityContextServerLogoutHandler forget = new SecurityContextServerLogoutHandler();
    forget.setSecurityContextRepository(session);
    RedirectServerLogoutSuccessHandler home = new RedirectServerLogoutSuccessHandler();
    home.setLogoutSuccessUrl(URI.create("/"));
    logout.logoutUrl("/logout").logoutHandler(forget).logoutSuccessHandler(home);
  }

  private static void headers(ServerHttpSecurity.HeaderSpec headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN));
  }

  /** A fragment cannot show the login page, so its whole page goes there. */
  private static ServerAuthenticationEntryPoint toLogin(ServerRequestCache wanted) {
    RedirectServerAuthenticationEntryPoint redirect =
        new RedirectServerAuthenticationEntryPoint("/login");
    redirect.setRequestCache(wanted);
    return (exchange, missing) -> {
      if (exchange.getRequest().getHeaders().getFirst("HX-Request") == null) {
        return redirect.commence(exchange, missing);
      }
      exchange.getResponse().getHeaders().set("HX-Redirect", "/login");
      return exchange.getResponse().setComplete();
    };
  }
}
