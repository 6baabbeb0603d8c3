package exchange.api.security;

import exchange.core.member.Caller;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A member who signed in to the pages; its name is the organization's. */
final class MemberAuthentication extends AbstractAuthenticationToken {
  private final transient Caller caller;
  private final String organization;

  MemberAuthentication(Caller caller, String organization) {
    super(
        AuthorityUtils.createAuthorityList(
            caller.roles().stream().map(role -> "ROLE_" + role.name()).toList()));
    this.caller = caller;
    this.organization = organization;
    setAuthenticated(true);
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  /** Nothing: the secret is needed no more. */
  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public String getName() {
    return organization;
  }
}
