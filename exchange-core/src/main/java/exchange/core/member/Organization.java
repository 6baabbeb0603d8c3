package exchange.core.member;

import exchange.core.values.Refusal;
import java.util.Set;
import java.util.UUID;

/**
 * A member company.
 *
 * @param name 1 to 200 characters
 * @param country ISO 3166-1 alpha-2 of its seat
 */
public record Organization(UUID id, String name, String country, Set<Role> roles) {

  public Organization {
    if (name.isBlank()) {
      throw Refusal.invalid("name", "must not be blank");
    }
    if (roles.isEmpty()) {
      throw Refusal.invalid("roles", "must name at least one role");
    }
    roles = Set.copyOf(roles);
  }
}
