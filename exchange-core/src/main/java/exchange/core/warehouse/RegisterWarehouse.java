package exchange.core.warehouse;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Versioned;
import reactor.core.publisher.Mono;

/** An owner registers a site. */
public final class RegisterWarehouse {
  private final Warehouses warehouses;

  public RegisterWarehouse(Warehouses warehouses) {
    this.warehouses = warehouses;
  }

  /**
   * @param warehouse owned by the caller
   * @return {@code FORBIDDEN} as an error unless the caller is an owner
   */
  public Mono<Versioned<Warehouse>> register(Caller caller, Warehouse warehouse) {
    caller.require(Role.OWNER);
    return warehouses.add(warehouse);
  }
}
