package exchange.api.security;

import exchange.core.member.Organization;
import exchange.core.member.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** Tokens that the server itself would not give. */
public final class TestTokens {
  private TestTokens() {}

  /** What that server would have signed for an operator an hour ago. */
  public static String expired(ApplicationContext server, UUID operator) {
    Clock anHourAgo = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
    return signed(server, operator, anHourAgo, Role.OPERATOR);
  }

  static String signed(ApplicationContext server, UUID member, Clock clock, Role... roles) {
    return new AccessTokens(
            server.getBean(ServerKeys.class).signing(),
            server.getBean(SecuritySettings.class).issuer(),
            clock)
        .issue(member.toString(), new Organization(member, "Test", "CN", Set.of(roles)));
  }
}
