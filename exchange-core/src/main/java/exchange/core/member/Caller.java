package exchange.core.member;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The member on whose behalf something is read or changed. */
public record Caller(UUID organizationId, Set<Role> roles) {

  public Caller {
    roles = Set.copyOf(roles);
  }

  public boolean isOperator() {
    return roles.contains(Role.OPERATOR);
  }

  /**
   * What those do who let space: owners theirs, and tenants what they lease. Whoever is no owner,
   * and lets nothing such, is told so.
   *
   * @return as an error: {@code FORBIDDEN} for {@code NOT_FOUND} without the role
   */
  public <T> Mono<T> asLessor(Mono<T> attempt) {
    return roles.contains(Role.OWNER)
        ? attempt
        : attempt.onErrorMap(
            RefusedException.class,
            refused ->
                refused.refusal().code() == RefusalCode.NOT_FOUND
                    ? Refusal.of(RefusalCode.FORBIDDEN, "role", Role.OWNER)
                    : refused);
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
