package exchange.api.security;

import exchange.core.member.Caller;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;

/** A caller who showed a valid token. */
final class CallerAuthentication extends AbstractAuthenticationToken {
  private final transient Caller caller;
  private final String client;

  CallerAuthentication(Jwt token, Caller caller) {
    super(
        AuthorityUtils.createAuthorityList(
            caller.roles().stream().map(role -> "ROLE_" + role.name()).toList()));
    this.caller = caller;
    this.client = String.valueOf(token.getSubject());
    setAuthenticated(true);
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  /** Nothing: the token itself is needed no more. */
  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public String getName() {
    return client;
  }
}
