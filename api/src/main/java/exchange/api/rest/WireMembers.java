package exchange.api.rest;

import exchange.api.wire.NewOrganization;
import exchange.api.wire.NewWarehouse;
import exchange.api.wire.Organization;
import exchange.api.wire.Role;
import exchange.api.wire.Warehouse;
import exchange.core.values.GeoPoint;
import exchange.core.values.Places;
import java.util.UUID;
import java.util.stream.Collectors;

/** Members and their sites. */
final class WireMembers {
  private WireMembers() {}

  static exchange.core.member.Organization organization(UUID id, NewOrganization wire) {
    return new exchange.core.member.Organization(
        id,
        wire.getName(),
        wire.getCountry(),
        wire.getRoles().stream()
            .map(role -> exchange.core.member.Role.valueOf(role.name()))
            .collect(Collectors.toSet()));
  }

  static Organization organization(exchange.core.member.Organization organization) {
    return new Organization(
        organization.id(),
        organization.name(),
        organization.country(),
        organization.roles().stream().sorted().map(role -> Role.fromValue(role.name())).toList());
  }

  static exchange.core.warehouse.Warehouse warehouse(
      UUID id, UUID ownerId, NewWarehouse wire, Places places) {
    return new exchange.core.warehouse.Warehouse(
        id,
        ownerId,
        wire.getName(),
        wire.getAddress(),
        wire.getCountry(),
        new GeoPoint(wire.getLatitude(), wire.getLongitude()),
        places.require(wire.getGateway()),
        WireValues.zone("zone", wire.getZone()));
  }

  static Warehouse warehouse(exchange.core.warehouse.Warehouse warehouse) {
    return new Warehouse(
        warehouse.id(),
        warehouse.ownerId(),
        warehouse.name(),
        warehouse.address(),
        warehouse.country(),
        warehouse.point().latitude(),
        warehouse.point().longitude(),
        warehouse.gateway().unlocode(),
        warehouse.zone().getId());
  }
}
