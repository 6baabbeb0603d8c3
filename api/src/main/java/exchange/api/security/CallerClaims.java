package exchange.api.security;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import reactor.core.publisher.Mono;

/** Reads the caller out of a token whose signature and life are in order. */
final class CallerClaims implements Converter<Jwt, Mono<AbstractAuthenticationToken>> {
  static final String ORGANIZATION = "org";
  static final String ROLES = "roles";

  private final String organizationClaim;

  CallerClaims(String organizationClaim) {
    this.organizationClaim = organizationClaim;
  }

  @Override
  public Mono<AbstractAuthenticationToken> convert(Jwt token) {
    return Mono.fromSupplier(() -> new CallerAuthentication(token, caller(token)));
  }

  private Caller caller(Jwt token) {
    try {
      UUID organization = UUID.fromString(token.getClaimAsString(organizationClaim));
      return new Caller(organization, roles(token));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new InvalidBearerTokenException("the token names no organization", e);
    }
  }

  /** Roles that the exchange does not know give nothing. */
  private static Set<Role> roles(Jwt token) {
    List<String> named = Optional.ofNullable(token.getClaimAsStringList(ROLES)).orElse(List.of());
    return Stream.of(Role.values())
        .filter(role -> named.contains(role.name()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
