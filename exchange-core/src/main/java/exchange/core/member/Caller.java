package exchange.core.member;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.Set;
import java.util.UUID;

/** The member on whose behalf something is read or changed. */
public record Caller(UUID organizationId, Set<Role> roles) {

  public Caller {
    roles = Set.copyOf(roles);
  }

  public boolean isOperator() {
    return roles.contains(Role.OPERATOR);
  }

  /**
   * @throws exchange.core.values.RefusedException {@code FORBIDDEN}
   */
  public void require(Role role) {
    if (!roles.contains(role)) {
      throw Refusal.of(RefusalCode.FORBIDDEN, "role", role);
    }
  }
}
