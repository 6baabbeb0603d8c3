package exchange.api.security;

import exchange.core.event.WebhookSecrets;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ReactiveAuthenticationManagerResolver;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerReactiveAuthenticationManagerResolver;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Guards the API and the metrics. Pages are guarded elsewhere: this chain takes only its paths. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {
  /** What is answered without a token, and must not fail for one that has expired either. */
  private static final ServerWebExchangeMatcher OPEN =
      new OrServerWebExchangeMatcher(
          ServerWebExchangeMatchers.pathMatchers(HttpMethod.GET, "/v1/health", "/actuator/health"),
          // The card provider signs what it says.
          ServerWebExchangeMatchers.pathMatchers(HttpMethod.POST, "/v1/card-callbacks"),
          ServerWebExchangeMatchers.pathMatchers("/oauth2/**"));

  @Bean
  SecuritySettings securitySettings(
      @Value("${exchange.security.token-signing-key:${EXCHANGE_TOKEN_SIGNING_KEY:}}")
          String tokenSigningKey,
      @Value("${exchange.security.client-secret-key:${EXCHANGE_CLIENT_SECRET_KEY:}}")
          String clientSecretKey,
      @Value("${exchange.security.issuer:${EXCHANGE_ISSUER:urn:warehouse-exchange}}") String issuer,
      @Value("${exchange.security.external-issuer:${EXCHANGE_EXTERNAL_ISSUER:}}")
          String externalIssuer,
      @Value("${exchange.security.external-audience:${EXCHANGE_EXTERNAL_AUDIENCE:}}")
          String externalAudience,
      @Value("${exchange.security.organization-claim:org}") String organizationClaim,
      @Value("${exchange.data-directory:./data}") Path dataDirectory,
      Environment environment) {
    return new SecuritySettings(
        tokenSigningKey,
        clientSecretKey,
        issuer,
        externalIssuer,
        externalAudience,
        organizationClaim,
        dataDirectory,
        environment.acceptsProfiles(Profiles.of("prod")));
  }

  /**
   * Each request is measured as a whole; to measure every filter as well takes longer than most.
   */
  @Bean
  SecurityObservationSettings filtersUnobserved() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  ServerKeys serverKeys(SecuritySettings settings) {
    return ServerKeys.of(settings);
  }

  /**
   * @param log2 of the rounds of a hash
   */
  @Bean
  ClientCredentials clientCredentials(
      ServerKeys keys, @Value("${exchange.security.hashing-rounds:10}") int log2) {
    return new ClientCredentials(keys.clientSecrets(), new BCryptPasswordEncoder(log2));
  }

  @Bean
  WebhookSecrets webhookSecrets(ServerKeys keys) {
    DerivedSecrets secrets = new DerivedSecrets(keys.clientSecrets());
    return id ->
        "whsec_" + Base64.getEncoder().encodeToString(secrets.of("webhook-secret", id.toString()));
  }

  @Bean
  CallbackSecret callbackSecret(ServerKeys keys) {
    byte[] secret = new DerivedSecrets(keys.clientSecrets()).of("callback-secret", "card provider");
    return secret::clone;
  }

  @Bean
  AccessTokens accessTokens(ServerKeys keys, SecuritySettings settings, Clock clock) {
    return new AccessTokens(keys.signing(), settings.issuer(), clock);
  }

  @Bean
  ReactiveAuthenticationManagerResolver<ServerWebExchange> tokenCheckers(
      SecuritySettings settings, ServerKeys keys, Clock clock) {
    return new RememberedTokens(
        new JwtIssuerReactiveAuthenticationManagerResolver(
            new Issuers(settings, keys, clock)::named),
        clock);
  }

  @Bean
  @Order(0)
  SecurityWebFilterChain apiChain(
      ServerHttpSecurity http,
      ReactiveAuthenticationManagerResolver<ServerWebExchange> tokenCheckers) {
    BearerChallenge challenge = new BearerChallenge();
    return http.securityMatcher(
            ServerWebExchangeMatchers.pathMatchers("/v1/**", "/oauth2/**", "/actuator/**"))
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .authorizeExchange(
            rules ->
                rules
                    .matchers(OPEN)
                    .permitAll()
                    .pathMatchers("/actuator/**")
                    .hasRole(Role.OPERATOR.name())
                    .anyExchange()
                    .authenticated())
        .oauth2ResourceServer(
            server ->
                server
                    .authenticationManagerResolver(tokenCheckers)
                    .bearerTokenConverter(bearerTokens())
                    .authenticationEntryPoint(challenge))
        .exceptionHandling(errors -> errors.authenticationEntryPoint(challenge))
        .build();
  }

  private static ServerAuthenticationConverter bearerTokens() {
    ServerAuthenticationConverter header = new ServerBearerTokenAuthenticationConverter();
    return http ->
        OPEN.matches(http).filter(match -> !match.isMatch()).flatMap(match -> header.convert(http));
  }

  /** What no honest client sends, such as a path with a backslash. */
  @Bean
  ServerExchangeRejectedHandler rejectedRequests() {
    return (http, rejection) ->
        Mono.error(
            Refusal.of(
                RefusalCode.MALFORMED_REQUEST,
                "reason",
                "its address or a header has characters that do not belong there"));
  }
}
