package exchange.api.security;

import exchange.core.member.Caller;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import exchange.core.member.Organizations.SignIn;
import java.util.Optional;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import reactor.core.publisher.Mono;

/** A member signs in to the pages with the client id and secret that its machines use, too. */
final class MemberSignIn implements ReactiveAuthenticationManager {
  private final Organizations organizations;
  private final ClientCredentials credentials;

  MemberSignIn(Organizations organizations, ClientCredentials credentials) {
    this.organizations = organizations;
    this.credentials = credentials;
  }

  @Override
  public Mono<Authentication> authenticate(Authentication shown) {
    return organizations
        .signIn(shown.getName())
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(found -> check(found, String.valueOf(shown.getCredentials())));
  }

  private Mono<Authentication> check(Optional<SignIn> found, String secret) {
    return credentials
        .isSecretOf(found.map(SignIn::credential).orElse(null), secret)
        .filter(right -> right)
        .flatMap(right -> Mono.justOrEmpty(found))
        .<Authentication>map(
            member -> {
              Organization organization = member.organization();
              Caller caller = new Caller(organization.id(), organization.roles());
              return new MemberAuthentication(caller, organization.name());
            })
        .switchIfEmpty(Mono.error(() -> new BadCredentialsException("wrong client or secret")));
  }
}
