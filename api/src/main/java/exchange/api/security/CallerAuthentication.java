package exchange.api.security;

import exchange.core.member.Caller;
import java.time.Instant;
import java.util.Objects;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;

/** A caller who showed a valid token. */
final class CallerAuthentication extends AbstractAuthenticationToken {
  private final transient Caller caller;
  private final String client;
  private final Instant expiresAt;

  CallerAuthentication(Jwt token, Caller caller) {
    super(
        AuthorityUtils.createAuthorityList(
            caller.roles().stream().map(role -> "ROLE_" + role.name()).toList()));
    this.caller = caller;
    this.client = String.valueOf(token.getSubject());
    this.expiresAt = Objects.requireNonNull(token.getExpiresAt(), "the issuers ask for it");
    setAuthenticated(true);
  }

  /** From when on the token counts no more. */
  Instant expiresAt() {
    return expiresAt;
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
